using Bifrost.Replication.Engine;
using Bifrost.Topology;

namespace Bifrost.Stack.Plan;

/// <summary>A database that <c>up</c> makes, on a server of its own.</summary>
/// <param name="Name">The source's or target's name; also the server's folder.</param>
/// <param name="Login">The connector's login.</param>
internal abstract record DatabasePlan(string Name, int Port, string Database, Login Login)
{
    /// <summary>Lines of <c>postgresql.conf</c>.</summary>
    public abstract IReadOnlyList<string> Settings { get; }

    /// <summary>Owns the database; nobody logs in as it.</summary>
    public string Owner => Name + "_owner";

    /// <summary>Every login that must be able to connect when all is done.</summary>
    public virtual IReadOnlyList<Login> Logins => [Login];

    public DatabaseEndpoint Endpoint(Login login) => new("127.0.0.1", Port, Database, login.User, login.Password) { SslMode = "prefer" };
}

/// <param name="Etl">The loader's login; null where the topology loads nothing into this source.</param>
/// <param name="Script">SQL that makes the source's tables, run as the owner; null for none.</param>
/// <param name="Followers">How many targets read this source.</param>
internal sealed record SourcePlan(string Name, int Port, string Database, Login Login, Login? Etl, Source Source, string? Script, int Followers)
    : DatabasePlan(Name, Port, Database, Login)
{
    public override IReadOnlyList<string> Settings => ServerSettings.OfSource(Followers);

    public override IReadOnlyList<Login> Logins => Etl is null ? [Login] : [Login, Etl];
}

/// <param name="Schemas">Schemas that the sink writes to, besides its own <c>bifrost</c>.</param>
/// <param name="WritesToPublic">The target's naming has no schema part.</param>
internal sealed record TargetPlan(string Name, int Port, string Database, Login Login, IReadOnlyList<string> Schemas, bool WritesToPublic)
    : DatabasePlan(Name, Port, Database, Login)
{
    /// <summary>The login that builds models; null where nobody does.</summary>
    public Login? Models { get; init; }

    /// <summary>Tables that the heartbeats of its sources go to, as <c>schema.table</c>.</summary>
    public IReadOnlyList<string> Heartbeats { get; init; } = [];

    public override IReadOnlyList<string> Settings => ServerSettings.OfTarget;

    public override IReadOnlyList<Login> Logins => Models is null ? [Login] : [Login, Models];

    /// <summary>Reads the replicated tables; granted to whoever needs it, nobody logs in as it.</summary>
    public string Analyst => Name + "_analyst";
}

/// <summary>A role that logs in. <see cref="ToString"/> leaves the password out.</summary>
internal sealed record Login(string User, string Password)
{
    public override string ToString() => User;
}
