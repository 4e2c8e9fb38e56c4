using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bifrost.Worker.Rest;

/// <summary>Reads JSON token by token, and says what is wrong in Jackson's words and with its positions.</summary>
internal ref struct JacksonReader(byte[] json)
{
    private readonly byte[] _json = json;
    private Utf8JsonReader _reader = new(json);
    private string _chain = "";

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Next()
    {
        if (!_reader.Read())
            throw new JsonException();
    }

    /// <exception cref="ConnectError">The value begins with another token.</exception>
    public readonly void Expect(JsonTokenType token, string javaType)
    {
        if (Token != token)
            throw WrongType(javaType);
    }

    public string ReadName()
    {
        var name = _reader.GetString()!;
        Next();
        return name;
    }

    /// <summary>The field that is read from now on, for messages.</summary>
    public void Enter(string javaType, string field) => _chain = $"{javaType}[\"{field}\"]";

    public readonly string? ReadText() => Token switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(_reader.ValueSpan),
        _ => throw WrongType("java.lang.String"),
    };

    public IReadOnlyDictionary<string, string?> ReadMap(string javaType)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        var outer = _chain;
        for (Next(); Token != JsonTokenType.EndObject; Next())
        {
            var name = ReadName();
            _chain = outer.Length == 0 ? $"{javaType}[\"{name}\"]" : $"{outer}->{javaType}[\"{name}\"]";
            map[name] = ReadText();
        }

        _chain = outer;
        return map;
    }

    public JsonElement ReadElement() => JsonElement.ParseValue(ref _reader);

    public readonly ConnectError UnknownField(string javaType, string field, params string[] known) => ConnectError.Internal(
        $"Unrecognized field \"{field}\" (class {javaType}), not marked as ignorable ({known.Length} known properties: {string.Join(", ", known.Select(static name => $"\"{name}\""))})\n{At(_reader.BytesConsumed)} (through reference chain: {javaType}[\"{field}\"])");

    public readonly ConnectError Unbuildable(string javaType, string problem) => ConnectError.Internal(
        $"Cannot construct instance of `{javaType}`, problem: {problem}\n{At(_reader.TokenStartIndex)}{Chain()}");

    public readonly ConnectError WrongType(string javaType) => ConnectError.Internal(
        $"Cannot deserialize value of type `{javaType}` from {Kind()} value (token `JsonToken.{TokenName()}`)\n{At(_reader.TokenStartIndex)}{Chain()}");

    public readonly string Explain(JsonException e)
    {
        var line = (int)(e.LineNumber ?? 0);
        var offset = Math.Min(_json.Length, LineStart(line) + (int)(e.BytePositionInLine ?? 0));
        var rest = _json.AsSpan(offset).Trim(" \n\r\t"u8);
        if (rest.Length == 0)
            return $"{(IsInString() ? "Unexpected end-of-input: was expecting closing quote for a string value" : "Unexpected end-of-input within/between Object entries")}\n{At(_json.Length)}";
        var c = (char)rest[0];
        return char.IsAsciiLetter(c) && Token is JsonTokenType.None or JsonTokenType.PropertyName or JsonTokenType.StartArray
            ? $"Unrecognized token '{Word(rest)}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n{At(offset + Word(rest).Length)}"
            : $"Unexpected character ('{c}' (code {((int)c).ToString(CultureInfo.InvariantCulture)})): {Expected()}\n{At(offset + 1)}";
    }

    private readonly string Expected() => Token switch
    {
        JsonTokenType.StartObject => "was expecting double-quote to start field name",
        JsonTokenType.PropertyName => "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        JsonTokenType.None => "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        _ => "was expecting comma to separate Object entries",
    };

    private readonly bool IsInString()
    {
        var quotes = 0;
        for (var i = 0; i < _json.Length; i++)
        {
            if (_json[i] == '\\')
                i++;
            else if (_json[i] == '"')
                quotes++;
        }

        return quotes % 2 == 1;
    }

    private readonly int LineStart(int line)
    {
        var start = 0;
        for (var i = 0; i < line; i++)
            start = Array.IndexOf(_json, (byte)'\n', start) + 1;
        return start;
    }

    private static string Word(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit((char)rest[length]))
            length++;
        return Encoding.ASCII.GetString(rest[..length]);
    }

    private readonly string At(long offset)
    {
        var before = _json.AsSpan(0, (int)offset);
        var line = before.Count((byte)'\n') + 1;
        var column = offset - before.LastIndexOf((byte)'\n');
        return string.Create(CultureInfo.InvariantCulture, $" at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {line}, column: {column}]");
    }

    private readonly string Chain() => _chain.Length == 0 ? "" : $" (through reference chain: {_chain})";

    private readonly string Kind() => Token switch
    {
        JsonTokenType.StartObject => "Object",
        JsonTokenType.StartArray => "Array",
        JsonTokenType.String => "String",
        JsonTokenType.Number => "Integer",
        JsonTokenType.True or JsonTokenType.False => "Boolean",
        _ => "Null",
    };

    private readonly string TokenName() => Token switch
    {
        JsonTokenType.StartObject => "START_OBJECT",
        JsonTokenType.StartArray => "START_ARRAY",
        JsonTokenType.String => "VALUE_STRING",
        JsonTokenType.Number => "VALUE_NUMBER_INT",
        JsonTokenType.True => "VALUE_TRUE",
        JsonTokenType.False => "VALUE_FALSE",
        _ => "VALUE_NULL",
    };
}
