namespace Bifrost.Analytics.Profile;

/// <summary>The wording of what keeps a topology from becoming a profile. No value of a field is repeated where it may be a secret.</summary>
internal static class ProfileFaults
{
    public static ModelsException NoTarget() => new(
        "No target of the topology has a `models` login, so there is nothing for dbt to build. Add one: targets.<name>.models: { user: ${env:…}, password: ${env:…} }.");

    public static ModelsException NotAnEnvironmentVariable(string place, string reference) => new(
        $"{place}: {reference} cannot be written into dbt's profile, which knows variables of the environment only. Name one instead: ${{env:NAME}}.");

    public static ModelsException PasswordInPlainText(string place) => new(
        $"{place}: the password is not one reference to a variable, and a profile is committed: it would stand there for everyone to read. Write ${{env:NAME}}, without a default.");
}
