using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Topology;

namespace Bifrost.Analytics.Profile;

/// <summary>
/// dbt's profile of a topology: one target for each PostgreSQL target that has a <c>models</c> login, with the topology's name for it. It holds names of variables, never what they
/// stand for, and is the same for the same topology byte by byte.
/// </summary>
public static class DbtProfile
{
    /// <summary>Name of the profile and of the project.</summary>
    public const string Name = "bifrost";

    /// <summary>Schema of the star; dbt puts <c>_staging</c> and <c>_reference</c> behind it for the others.</summary>
    public const string Schema = "star";

    /// <summary>Models at a time: each is one query of one core, beside the server's other work.</summary>
    private const int Threads = 4;

    /// <summary>Seconds: as for every other connection of ours.</summary>
    private const int ConnectTimeout = Postgres.Sessions.PostgresSession.ConnectTimeoutSeconds;

    private static readonly JsonSerializerOptions Strings = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Targets that models are built on, in the order of the file.</summary>
    public static IReadOnlyList<Target> TargetsOf(BifrostTopology topology) =>
        [.. topology.Targets.Where(static target => target is { Models: not null, Dialect: Dialect.Postgres })];

    /// <exception cref="ModelsException">A field cannot be written into a profile, or no target has a login for models.</exception>
    public static string Of(BifrostTopology topology)
    {
        var targets = TargetsOf(topology);
        if (targets.Count == 0)
            throw ProfileFaults.NoTarget();
        var text = new StringBuilder("# Written by `bifrost dbt profile` from bifrost.yml: do not edit.\n");
        text.Append($"{Name}:\n  target: {Word(targets[0].Name)}\n  outputs:\n");
        foreach (var target in targets)
            Append(text, target);
        return text.ToString();
    }

    /// <summary>Names of the variables that a target's part of the profile asks for.</summary>
    public static IReadOnlyList<string> VariablesOf(Target target)
    {
        var connection = target.Connection;
        string?[] fields = [connection.Host, connection.Port, connection.Database, target.Models?.User, target.Models?.Password, connection.SslMode, connection.SslRootCert];
        return [.. fields.OfType<string>().SelectMany(ProfileReference.VariablesOf).Distinct(StringComparer.Ordinal)];
    }

    private static void Append(StringBuilder text, Target target)
    {
        var (connection, login, place) = (target.Connection, target.Models!, $"targets.{target.Name}");
        text.Append($"    {Word(target.Name)}:\n      type: postgres\n");
        Field("host", ProfileReference.Of(connection.Host, $"{place}.connection.host"));
        // A number, as dbt wants it.
        text.Append($"      port: {(int.TryParse(connection.Port, out var port) ? port : Quoted(ProfileReference.Of(connection.Port, $"{place}.connection.port", "int")))}\n");
        Field("dbname", ProfileReference.Of(connection.Database, $"{place}.connection.database"));
        Field("user", ProfileReference.Of(login.User, $"{place}.models.user"));
        Field("password", ProfileReference.OfPassword(login.Password, $"{place}.models.password"));
        text.Append($"      schema: {Schema}\n      threads: {Threads}\n      connect_timeout: {ConnectTimeout}\n");
        if (connection.SslMode is { } mode)
            Field("sslmode", ProfileReference.Of(mode, $"{place}.connection.sslMode"));
        if (connection.SslRootCert is { } certificate)
            Field("sslrootcert", ProfileReference.Of(certificate, $"{place}.connection.sslRootCert"));

        void Field(string name, string value) => text.Append($"      {name}: {Quoted(value)}\n");
    }

    private static string Word(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && char.IsAsciiLetter(name[0]) ? name : Quoted(name);

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Strings);
}
