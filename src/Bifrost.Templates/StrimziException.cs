using Bifrost.Topology;

namespace Bifrost.Templates;

/// <summary>Something of the topology cannot be said to Strimzi; the message names the field and what to write instead.</summary>
public sealed class StrimziException(string message) : Exception(message)
{
    internal static StrimziException LongName(string cluster, string name, int most) =>
        new($"clusters.{cluster}: its KafkaConnect would be called '{name}', which is longer than the {most} characters that leave room for the names that Strimzi makes of it. Shorten the name of the topology or of the cluster.");

    internal static StrimziException NoName(string what, string name) =>
        new($"{what} cannot be named on Kubernetes: '{name}' must begin and end with a letter or digit. Name it otherwise.");

    internal static StrimziException ConnectorName(string field, string name) =>
        new($"{field}: the connector '{name}' cannot be a resource of Kubernetes, and Strimzi gives a connector its resource's name. Set its 'name' to lower-case letters, digits, '-' and '.', with a letter or digit at both ends.");

    internal static StrimziException SameName(string kind, string name, string one, string other) =>
        new($"'{one}' and '{other}' would both be the {kind} '{name}' on Kubernetes. Rename one of them.");

    internal static StrimziException SameNamespace(string one, string other, string? place) =>
        new($"clusters.{one} and clusters.{other} would both have their connectors {(place is null ? "in the same namespace" : $"in the namespace '{place}'")}, where a connector's name is there once. Set strimzi.namespace of one of them to another.");

    internal static StrimziException UserSecret(string part, string secret) =>
        new($"The variables of '{part}' would come from the secret '{secret}', which Strimzi fills for the KafkaUser of that name. Name the part or the cluster otherwise.");

    internal static StrimziException ForeignProvider(string connector, string reference) =>
        new($"{connector} names {reference}, and the rendered KafkaConnect has the provider env alone. Use ${{env:NAME}}.");

    internal static StrimziException BadVariable(string connector, string variable) =>
        new($"{connector} names ${{env:{variable}}}, which Strimzi does not hand to a pod: a variable is made of letters, digits and '_', and does not begin with a digit, KAFKA_ or STRIMZI_. Name the variable otherwise.");

    internal static StrimziException TasksMax(string connector, string value) =>
        new($"{connector} has tasks.max '{value}', and Strimzi wants a whole number from 1. Correct it under 'config'.");

    internal static StrimziException NoVersion(string cluster, string plugin) =>
        new($"The image needs the plugin {plugin}, and the topology does not say its version. Set clusters.{cluster}.strimzi.plugins.{plugin}.version, or its 'url'.");

    internal static StrimziException NoUrl(string cluster, string plugin) =>
        new($"clusters.{cluster}.strimzi.plugins.{plugin} has no 'url', and its maker's address is not known. Set it.");

    internal static StrimziException UnknownClass(string cluster, string connector, string name) =>
        new($"{connector} uses {name}, and no plugin is known that has it. Name its archive under clusters.{cluster}.strimzi.plugins, with a 'url', or take an image of your own with 'build: false'.");

    internal static StrimziException UnknownTables(Source source) =>
        new($"sources.{source.Name}.topics asks for settings, and a topic's resource needs its table's name: write the tables down with `bifrost schema pull`, or name each in sources.{source.Name}.tables.");

    internal static StrimziException DoesNotFit(string kind, string name, IEnumerable<string> faults) =>
        new($"The {kind} '{name}' is not one that Strimzi takes: {string.Join(" ", faults)}");
}
