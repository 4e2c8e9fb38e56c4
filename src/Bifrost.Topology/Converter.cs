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
    public sealed record Avro(string Registry, RegistryFlavour Flavour) : Converter;
}

/// <summary>Whose Avro converter is installed on the workers.</summary>
public enum RegistryFlavour
{
    /// <summary><c>confluent</c>: <c>io.confluent.connect.avro.AvroConverter</c>.</summary>
    Confluent,

    /// <summary><c>apicurio</c>: Apicurio's converter, set to write Confluent's wire format.</summary>
    Apicurio,
}
