namespace Bifrost.Stack.Plan;

/// <summary>Values of the topology's references: the environment first, then what an earlier <c>up</c> wrote, then a default; each is noted for the <c>env</c> file.</summary>
internal sealed class Variables(Func<string, string?> environment, IReadOnlyDictionary<string, string> remembered)
{
    private readonly List<KeyValuePair<string, string>> _noted = [];

    public IReadOnlyList<KeyValuePair<string, string>> Noted => _noted;

    /// <summary>The variable's value in the environment; null where it is not set or empty.</summary>
    public string? Set(string name) => environment(name) is { Length: > 0 } value ? value : null;

    public string? Remembered(string name) => remembered.GetValueOrDefault(name);

    /// <summary>The environment gives the variable a value that is not our own: somebody who loaded the <c>env</c> file still means our servers.</summary>
    public bool IsSetByOthers(string name) => Set(name) is { } value && value != Remembered(name);

    public string Note(string name, string value)
    {
        _noted.RemoveAll(variable => variable.Key == name);
        _noted.Add(new(name, value));
        return value;
    }

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
