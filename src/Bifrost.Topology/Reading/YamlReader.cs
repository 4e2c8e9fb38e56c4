using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bifrost.Topology.Reading;

/// <summary>Turns YAML text into nodes. A key that is written twice is a finding, and its first value counts; a syntax error ends the reading.</summary>
internal sealed class YamlReader(Findings findings)
{
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];

    public ConfigNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return null;

            var root = ReadNode(parser, "");
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                findings.Add(At(second.Start), "", "The file holds more than one YAML document; a topology is one.");
            return root;
        }
        catch (YamlException syntax)
        {
            findings.Add(At(syntax.Start), "", $"This is not YAML: {syntax.InnerException?.Message ?? syntax.Message} Values that hold braces, colons or # inside [ ] or {{ }} want quotes.");
            return null;
        }
    }

    private ConfigNode ReadNode(IParser parser, string path)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.GetValueOrDefault(alias.Value)
                ?? throw new YamlException(alias.Start, alias.End, $"The alias '*{alias.Value}' stands before its anchor, or has none.");
        }

        var start = parser.Current as NodeEvent ?? throw new YamlException("A value was expected.");
        ConfigNode node = start switch
        {
            MappingStart => ReadMap(parser, path),
            SequenceStart => ReadList(parser, path),
            _ => ReadScalar(parser.Consume<Scalar>(), path),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;
        return node;
    }

    private MapNode ReadMap(IParser parser, string path)
    {
        var start = At(parser.Consume<MappingStart>().Start);
        var entries = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var keyPath = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            var entry = new MapEntry(key.Value, keyPath, At(key.Start).Line, At(key.Start).Column, ReadNode(parser, keyPath));
            if (entries.FirstOrDefault(one => one.Key == entry.Key) is { } first)
                findings.Add(At(key.Start), keyPath, $"'{key.Value}' is written twice; first in line {first.Line}.");
            else
                entries.Add(entry);
        }

        return new MapNode(path, start.Line, start.Column, entries);
    }

    private ListNode ReadList(IParser parser, string path)
    {
        var start = At(parser.Consume<SequenceStart>().Start);
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, $"{path}[{items.Count}]"));
        return new ListNode(path, start.Line, start.Column, items);
    }

    private static ScalarNode ReadScalar(Scalar scalar, string path)
    {
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new ScalarNode(path, At(scalar.Start).Line, At(scalar.Start).Column, scalar.Value, isNull);
    }

    private static (int Line, int Column) At(Mark mark) => ((int)mark.Line, (int)mark.Column);
}
