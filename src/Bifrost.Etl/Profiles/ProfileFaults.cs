namespace Bifrost.Etl.Profiles;

/// <summary>The wording of what can be wrong with profiles.</summary>
internal static class ProfileFaults
{
    public static EtlException NotAProfile(string path, Exception? inner) =>
        new($"{path} is not a profile of an input. Delete it; the next `bifrost etl run` of its file writes it anew.", inner);

    public static EtlException Unwritable(string path, Exception inner) =>
        new($"The profile {path} cannot be written: {inner.Message} Nothing was loaded.", inner);
}
