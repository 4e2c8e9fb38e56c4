namespace Bifrost.Etl.Profiles;

/// <summary>The wording of what can be wrong with profiles.</summary>
internal static class ProfileFaults
{
    public static EtlException NotAProfile(string path, Exception? inner) =>
        new($"{path} is not a profile of an input. Delete it; the next `bifrost etl run` of its file writes it anew.", inner);

    public static EtlException Unwritable(string path, Exception inner) =>
        new($"The profile {path} cannot be written: {inner.Message} Nothing was loaded.", inner);

    public static EtlException Unpublished(string path, Exception inner) =>
        new($"The load is done, but its profile {path} could not be put in its place: {inner.Message} Mend that, and run the load again: it changes no row.", inner);
}
