using Bifrost.Connect.Providers;

namespace Bifrost.Worker.Connectors;

/// <summary>
/// Where the slots of a source's sinks are: by <c>slot.name</c>, in <c>database.dbname</c>. The host and port are no part of it: the same server may answer
/// elsewhere, and one that is another is told by its system identifier.
/// </summary>
internal static class SlotPlace
{
    private static readonly (string Key, string Default)[] Keys = [("slot.name", "debezium"), ("database.dbname", "")];

    /// <returns>Keys whose values, references resolved, are not the same.</returns>
    public static IEnumerable<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, ReferenceResolver resolver) =>
        Keys.Where(key => Value(before, key, resolver) != Value(after, key, resolver)).Select(static key => key.Key);

    private static string Value(IReadOnlyDictionary<string, string> config, (string Key, string Default) key, ReferenceResolver resolver)
    {
        var text = config.GetValueOrDefault(key.Key, key.Default);
        try
        {
            return resolver.Resolve(text);
        }
        catch (UnresolvedReferenceException)
        {
            // A reference that leads nowhere any more is still the same place as itself.
            return text;
        }
    }
}
