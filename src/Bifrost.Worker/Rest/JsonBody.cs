using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>A request's body, read with Jackson's rules and refused with its words, as Connect passes them on.</summary>
internal sealed class JsonBody(byte[] bytes)
{
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellation).ConfigureAwait(false);
        return new JsonBody(buffer.ToArray());
    }

    /// <summary>There is nothing, or <c>null</c>: Jackson gives the resource no object then.</summary>
    public bool IsEmpty => bytes.All(static b => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') || bytes.AsSpan().Trim(" \n\r\t"u8).SequenceEqual("null"u8);

    /// <summary>A map from strings to strings; numbers and booleans are taken as text, null stays null.</summary>
    /// <param name="missing">What the resource trips over when there is no body.</param>
    /// <exception cref="ConnectError">500 with Jackson's message.</exception>
    public IReadOnlyDictionary<string, string?> ReadMap(string missing) => Read("java.util.LinkedHashMap<java.lang.String,java.lang.String>", missing, static (ref JacksonReader reader) => reader.ReadMap("java.util.LinkedHashMap"));

    /// <exception cref="ConnectError">500 with Jackson's message.</exception>
    public T Read<T>(string javaType, string missing, JacksonRead<T> read)
    {
        if (IsEmpty)
            throw ConnectError.Internal(missing);
        var reader = new JacksonReader(bytes);
        try
        {
            reader.Next();
            reader.Expect(JsonTokenType.StartObject, javaType);
            return read(ref reader);
        }
        catch (JsonException e)
        {
            throw ConnectError.Internal(reader.Explain(e));
        }
    }
}

internal delegate T JacksonRead<out T>(ref JacksonReader reader);
