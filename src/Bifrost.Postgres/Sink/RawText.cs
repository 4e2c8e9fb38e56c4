using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Bifrost.Postgres.Sink;

/// <summary>
/// Values as PostgreSQL's own text, without a CLR type in between. A single value goes as an untyped parameter (OID 0), so that the server reads it with the input
/// function of the column's type; many go as <c>text[]</c> and are cast.
/// </summary>
internal static class RawText
{
    /// <summary>Strict: bytes that are no UTF-8 are a fault, not a question mark.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(ReadOnlySpan<byte> utf8) => Utf8.GetString(utf8);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);

    public static NpgsqlParameter Parameter(string? text) => new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = (object?)text ?? DBNull.Value };

    public static NpgsqlParameter Parameter(string?[] texts) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = texts };

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<string?> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    public static NpgsqlBatchCommand BatchCommand(string sql, params ReadOnlySpan<string?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }
}
