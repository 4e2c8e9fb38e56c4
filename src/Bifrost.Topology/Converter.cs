namespace Bifrost.Topology;

/// <summary>A converter of keys and values.</summary>
public abstract record Converter
{
    private Converter()
    {
    }

    /// <summary>Kafka's own JSON converter.</summary>
    /// <param name="Schemas">Each record carries its schema; the JDBC sinks need it.</param>
    public sealed record Json(bool Schemas) : Converter;

    /// <summary>Avro with a schema registry.</summary>
    /// <param name="Registry">The registry's base URL, as written; resolved by the worker.</param>
    public sealed record Avro(string Registry, RegistryFlavour Flavour) : Converter
    {
        /// <summary>User of basic authentication, as written; null for none.</summary>
        public string? User { get; init; }

        /// <summary>Its password: a reference; null for none.</summary>
        public string? Password { get; init; }

        /// <summary>The registry's word for how a new schema must fit those before it, such as <c>BACKWARD</c>; null leaves it to the registry.</summary>
        public string? Compatibility { get; init; }
    }
}

/// <summary>Whose Avro converter is installed on the workers.</summary>
public enum RegistryFlavour
{
    /// <summary><c>confluent</c>: <c>io.confluent.connect.avro.AvroConverter</c>.</summary>
    Confluent,

    /// <summary><c>apicurio</c>: Apicurio's converter, set to write Confluent's wire format.</summary>
    Apicurio,
}
