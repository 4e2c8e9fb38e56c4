namespace Bifrost.Stack.Plan;

/// <summary>Values of the topology's references: the environment first, then what an earlier <c>up</c> wrote, then a default; each is noted for the <c>env</c> file.</summary>
internal sealed class Variables(Func<string, string?> environment, IReadOnlyDictionary<string, string> remembered)
{
    private readonly OrderedDictionary<string, string> _noted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);

    /// <summary>
    /// What the <c>env</c> file shall say. What the topology names no longer stays: a server that was ours still runs, and the worker needs its values to clean up
    /// after a sink. The order is that of the file that is there, so a value that is not new leaves the file as it is.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept =>
    [
        .. remembered.Where(variable => _noted.ContainsKey(variable.Key) || !_forgotten.Contains(variable.Key)).Select(variable => KeyValuePair.Create(variable.Key, _noted.GetValueOrDefault(variable.Key, variable.Value))),
        .. _noted.Where(variable => !remembered.ContainsKey(variable.Key)),
    ];

    /// <summary>
    /// <see cref="Kept"/>, and what the environment says for these and for variables of databases that are somebody else's: what a process that resolves references
    /// is to see. In the order of the names, so that a hash of it changes only when a value does.
    /// </summary>
    public IReadOnlyDictionary<string, string> Known => Kept.Select(static variable => variable.Key).Concat(_forgotten).Distinct().Order(StringComparer.Ordinal)
        .Select(name => (Name: name, Value: Set(name) ?? _noted.GetValueOrDefault(name) ?? (_forgotten.Contains(name) ? null : remembered.GetValueOrDefault(name))))
        .Where(static variable => variable.Value is not null).ToDictionary(static variable => variable.Name, static variable => variable.Value!, StringComparer.Ordinal);

    /// <summary>The variable's value in the environment; null where it is not set or empty.</summary>
    public string? Set(string name) => environment(name) is { Length: > 0 } value ? value : null;

    public string? Remembered(string name) => remembered.GetValueOrDefault(name);

    /// <summary>The environment gives the variable a value that is not our own: somebody who loaded the <c>env</c> file still means our servers.</summary>
    public bool IsSetByOthers(string name) => Set(name) is { } value && value != Remembered(name);

    public string Note(string name, string value) => _noted[name] = value;

    /// <summary>The fields' variables are somebody else's now.</summary>
    public void Forget(params IEnumerable<string> fields) => _forgotten.UnionWith(fields.Select(EnvironmentReference.In).OfType<EnvironmentReference>().Select(static reference => reference.Name));

    /// <summary>A field's value: as it stands where it is plain text.</summary>
    /// <exception cref="StackException">It is neither plain nor one reference to a variable.</exception>
    public string Value(string database, string field, string text, Func<string> otherwise)
    {
        if (EnvironmentReference.IsPlain(text))
            return text;
        var name = (EnvironmentReference.In(text) ?? throw StackException.NotReferable(database, field, text)).Name;
        return Note(name, Set(name) ?? Remembered(name) ?? otherwise());
    }
}
