namespace Bifrost.Topology.Shapes;

/// <summary>The kinds of text that fields are made of.</summary>
internal static class Texts
{
    public const string Reference = @"\$\{[a-z]+:[^}]+\}";

    public static TextShape Name { get; } = new()
    {
        Pattern = "^[a-z][a-z0-9_-]{0,39}$",
        Rule = "A name begins with a lower-case letter and goes on with at most 39 lower-case letters, digits, '-' and '_'.",
    };

    public static TextShape ConnectorName { get; } = new()
    {
        Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        Rule = "A connector's name is made of letters, digits, '.', '-' and '_', as it is also the name of its file.",
    };

    /// <summary>The pattern is Debezium's own; a default made from a name keeps it.</summary>
    public static TextShape Slot { get; } = new()
    {
        Pattern = "^[a-z0-9_]{1,63}$",
        Rule = "A slot's name is made of at most 63 lower-case letters, digits and '_'.",
    };

    public static TextShape Publication { get; } = new()
    {
        Pattern = "^[A-Za-z_][A-Za-z0-9_]{0,62}$",
        Rule = "A publication's name is made of at most 63 letters, digits and '_', and does not begin with a digit.",
    };

    public static TextShape TopicPrefix { get; } = new()
    {
        Pattern = "^[A-Za-z0-9._-]+$",
        Rule = "A topic prefix is made of letters, digits, '.', '-' and '_'.",
    };

    public static TextShape Table { get; } = new()
    {
        Pattern = @"^[^.\s,:;]+\.[^.\s,:;]+$",
        Rule = "A table is written schema.table; '*' stands for any characters and '?' for one.",
    };

    /// <summary>A table as it is, with whatever letters.</summary>
    public static TextShape FullName { get; } = new()
    {
        Pattern = @"^[^.]+\.[\s\S]+$",
        Rule = "A table is written schema.table.",
    };

    public static TextShape Column { get; } = new()
    {
        Pattern = @"^[^.\s,:;]+\.[^.\s,:;]+\.[^.,:;]+$",
        Rule = "A column is written schema.table.column; '*' stands for any characters and '?' for one.",
    };

    /// <summary>The rule of a finding, alone or with the table and column that it is accepted for.</summary>
    public static TextShape Acceptance { get; } = new()
    {
        Pattern = @"^[a-z][a-z0-9-]*( [^.\s,:;]+\.[^.,:;]+(\.[^.,:;]+)?)?$",
        Rule = "Accepted is a rule, or a rule and where: 'money', 'money raw.*', 'money raw.prices.amount'.",
    };

    public static TextShape OneTable { get; } = new()
    {
        Pattern = @"^[^.\s,:;*?]+\.[^.\s,:;*?]+$",
        Rule = "One table is written schema.table, without wildcards.",
    };

    public static TextShape Schema { get; } = new()
    {
        Pattern = @"^[^.\s,:;]+$",
        Rule = "A schema is one name; '*' stands for any characters and '?' for one.",
    };

    public static TextShape Port { get; } = new()
    {
        Pattern = $"^([0-9]{{1,5}}|({Reference})+)$",
        Rule = "A port is a number, or a reference such as ${env:THOR_PORT}.",
        References = References.Worker,
    };

    public static TextShape State { get; } = OneOf("running", "paused", "stopped");

    /// <summary>A number of partitions or copies; Kafka takes -1 for the broker's own.</summary>
    public static TextShape Count { get; } = new()
    {
        Pattern = "^(-1|[1-9][0-9]{0,4})$",
        Rule = "A whole number from 1, or -1 for the broker's own default.",
    };

    public static TextShape Duration { get; } = new()
    {
        Pattern = "^[0-9]{1,9}(ms|s|m|h)$",
        Rule = "A duration is a number with its unit: 500ms, 10s, 5m or 1h.",
    };

    public static TextShape Version { get; } = new()
    {
        Pattern = @"^[0-9]+\.[0-9]+(\.[A-Za-z0-9]+)*$",
        Rule = "A version is written as its maker does: 3.6.0.Final, 4.3.0.",
    };

    public static TextShape Naming { get; } = new()
    {
        Pattern = @"^([^${}\s]|\$\{(topic|source\.(schema|table|db))\})+$",
        Rule = "A table's name may hold ${topic}, ${source.schema}, ${source.table} and ${source.db}.",
    };

    public static TextShape Number { get; } = new()
    {
        Pattern = "^[0-9]{1,4}$",
        Rule = "A number was expected.",
    };

    /// <summary>A label of RFC 1123, which is what Kubernetes calls things by.</summary>
    public static TextShape KubernetesName { get; } = new()
    {
        Pattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        Rule = "A name of Kubernetes is made of at most 63 lower-case letters, digits and '-', and begins and ends with a letter or digit.",
    };

    /// <summary>The pattern is Strimzi's own.</summary>
    public static TextShape PluginName { get; } = new()
    {
        Pattern = "^[a-z0-9][-_a-z0-9]*[a-z0-9]$",
        Rule = "A plugin's name is made of lower-case letters, digits, '-' and '_', and begins and ends with a letter or digit.",
    };

    public static TextShape Image { get; } = new()
    {
        Pattern = "^[a-z0-9][A-Za-z0-9._:/@-]*$",
        Rule = "An image is written as registry/name:tag.",
    };

    public static TextShape Brokers { get; } = new()
    {
        Pattern = "^[A-Za-z0-9.-]+:[0-9]{1,5}(,[A-Za-z0-9.-]+:[0-9]{1,5})*$",
        Rule = "Brokers are written host:port, several with commas; a resource of Kubernetes holds no references.",
    };

    public static TextShape Pods { get; } = new()
    {
        Pattern = "^[1-9][0-9]{0,2}$",
        Rule = "A whole number from 1 to 999.",
    };

    /// <summary>An address by whose ending Strimzi's kind of archive is known.</summary>
    public static TextShape ArchiveUrl { get; } = new()
    {
        Pattern = @"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[-A-Za-z0-9+&@#/%?=~_|!:,.;]*\.(tar\.gz|tgz|zip|jar)$",
        Rule = "An archive's address begins with http:// or https://, ends with .tar.gz, .tgz, .zip or .jar, and holds no login.",
    };

    public static TextShape Sha512 { get; } = new()
    {
        Pattern = "^[0-9a-f]{128}$",
        Rule = "A SHA-512 checksum is 128 hexadecimal digits in lower case, as sha512sum prints them.",
    };

    public static TextShape Plain { get; } = new();

    public static TextShape ForWorker { get; } = new() { References = References.Worker };

    public static TextShape ForBifrost { get; } = new() { References = References.Bifrost };

    public static TextShape Secret { get; } = new()
    {
        Pattern = $"^{Reference}$",
        Rule = "A secret is never written here; use one reference, such as ${env:THOR_PASSWORD}.",
        References = References.Secret,
    };

    public static TextShape OneOf(params string[] allowed) => new() { Allowed = allowed };
}
