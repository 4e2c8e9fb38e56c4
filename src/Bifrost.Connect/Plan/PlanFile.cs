using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>
/// A plan in a file, to be read by people and applied later: what is to be written (as in the rendered files), and of what the cluster had only states and fingerprints.
/// </summary>
/// <param name="Format"><see cref="CurrentFormat"/>; another number is another form.</param>
/// <param name="Salt">Of the fingerprints, in base64.</param>
public sealed record PlanFile(int Format, string Topology, string Cluster, DateTimeOffset Made, string Salt, IReadOnlyList<PlannedConnector> Connectors)
{
    /// <summary>Raised when a file of before can no longer be read as it was meant.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The changes of a plan; what is as wanted is not in the file.</summary>
    public static PlanFile Of(ConnectorPlan plan, TimeProvider time)
    {
        var salt = ConnectorFingerprint.NewSalt();
        return new PlanFile(CurrentFormat, plan.Topology, plan.Cluster, time.GetUtcNow(), Convert.ToBase64String(salt),
            [.. plan.Changes.Where(static change => change.Kind != ChangeKind.None).Select(change => PlannedConnector.Of(change, plan, salt))]);
    }

    public string ToText() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <param name="place">The file, for messages.</param>
    /// <exception cref="PlanException">It is no plan, or one of another format.</exception>
    public static PlanFile Parse(string text, string place)
    {
        try
        {
            // The number first: of another format nothing else is known.
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number))
                throw PlanException.NoPlan(place, "it does not say its format");
            if (number != CurrentFormat)
                throw PlanException.OtherFormat(place, number, CurrentFormat);
            var plan = JsonSerializer.Deserialize<PlanFile>(text, Json)!;
            return Convert.TryFromBase64String(plan.Salt, new byte[plan.Salt.Length], out _) ? plan : throw PlanException.NoPlan(place, "its salt is not base64");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw PlanException.NoPlan(place, e is JsonException { Path: { Length: > 0 } path } ? $"it does not fit at {path}" : "it is not JSON of that form");
        }
    }

    /// <exception cref="PlanException">It was made for another topology or cluster.</exception>
    public void RequireFor(string topology, string cluster, string place)
    {
        if (Topology != topology)
            throw PlanException.OtherTopology(place, Topology, topology);
        if (Cluster != cluster)
            throw PlanException.OtherCluster(place, Cluster, cluster);
    }

    /// <summary>The plan against what the cluster has by now. A connector that is no longer as it was is in it, and is refused when it comes to its turn.</summary>
    /// <param name="maskOf">The mask for a connector class.</param>
    public ConnectorPlan Against(IReadOnlyList<ActualConnector> actual, Func<string, SecretMask> maskOf)
    {
        var salt = Convert.FromBase64String(Salt);
        var present = actual.ToDictionary(static connector => connector.Name, StringComparer.Ordinal);
        var desired = Connectors.Where(static one => one.Config is not null).Select(static one => new DesiredConnector(one.Name, one.Config!, one.State)).ToList();
        var deleted = Connectors.Where(static one => one.Config is null).Select(one => present.GetValueOrDefault(one.Name)).OfType<ActualConnector>();
        var plan = ConnectorPlan.Of(Cluster, Topology, desired, actual, deleted, maskOf);
        return plan with
        {
            MovedOn = Connectors.Select(one => (one.Name, Why: one.MovementOf(present.GetValueOrDefault(one.Name), salt)))
                .Where(static pair => pair.Why is not null).ToDictionary(static pair => pair.Name, static pair => pair.Why!, StringComparer.Ordinal),
        };
    }
}

/// <summary>One connector of a plan's file.</summary>
/// <param name="Was">Null where it was not there.</param>
/// <param name="Config">As it is to be written; null for a deletion.</param>
/// <param name="State">The state that it is kept in; null leaves it alone.</param>
public sealed record PlannedConnector(string Name, ChangeKind Kind, PlannedBefore? Was = null, ConnectorState? State = null, IReadOnlyDictionary<string, string>? Config = null)
{
    internal static PlannedConnector Of(ConnectorChange change, ConnectorPlan plan, byte[] salt)
    {
        var desired = plan.Desired.GetValueOrDefault(change.Name);
        var was = plan.Actual.TryGetValue(change.Name, out var actual) ? new PlannedBefore(actual.Target, ConnectorFingerprint.Of(actual, salt)) : null;
        return new PlannedConnector(change.Name, change.Kind, was, desired?.State, desired is null ? null : new SortedDictionary<string, string>(desired.Config.ToDictionary(), StringComparer.Ordinal));
    }

    /// <summary>What became of it since the plan was made; null where it is as it was.</summary>
    internal string? MovementOf(ActualConnector? now, byte[] salt) => (Was, now) switch
    {
        (null, null) => null,
        (null, _) => "it is there now",
        (_, null) => "it is gone",
        _ when Was.Fingerprint != ConnectorFingerprint.Of(now, salt) => "its configuration is another one",
        _ when Was.State != now.Target => Movement.States(Was.State, now.Target),
        _ => null,
    };
}

/// <summary>A connector as it was when a plan was made.</summary>
/// <param name="State">The state that was asked for.</param>
/// <param name="Fingerprint">Of its configuration.</param>
public sealed record PlannedBefore(ConnectorState State, string Fingerprint);
