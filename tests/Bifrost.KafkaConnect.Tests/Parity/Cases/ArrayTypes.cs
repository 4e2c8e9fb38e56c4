using static Bifrost.KafkaConnect.Tests.Parity.Cases.TypeCase;

namespace Bifrost.KafkaConnect.Tests.Parity.Cases;

/// <summary>Arrays of one dimension, and what arrays can be besides.</summary>
internal static class ArrayTypes
{
    public static IReadOnlyList<ParityCase> All { get; } =
    [
        Of("integer[]", "'{1,NULL,3}'", "'{}'"),
        Of("bigint[]", "'{1,2}'"),
        Of("text[]", """'{a,NULL,"NULL","","a,b"}'"""),
        Of("varchar(5)[]", "'{a,b}'"),
        Of("char(3)[]", "'{a,b}'"),
        Of("boolean[]", "'{t,f}'"),
        Of("double precision[]", "'{1.5,-2}'"),
        Of("uuid[]", "'{00000000-0000-0000-0000-000000000001}'"),
        Of("jsonb[]", """array['{"a": 1}'::jsonb]"""),
        Of("numeric[]", "'{1.50,2.25}'"),
        Of("numeric(10,2)[]", "'{1.50,2.25}'"),
        Of("date[]", "'{2024-01-01}'").Stopping(),
        Of("time[]", "'{12:00}'").Stopping(),
        Of("timestamp[]", "'{2024-01-01 00:00}'").Stopping(),
        Of("timestamptz[]", "'{2024-01-01 00:00+00}'"),
        Of("interval[]", "'{1 day}'"),
        Of("bytea[]", @"array['\x0102'::bytea]").Stopping(),
        Of("inet[]", "'{10.0.0.1}'"),
        Of("xml[]", "array['<a/>'::xml]"),
        Of("app.mood[]", "'{sad,ok}'") with { Name = "enum[]" },
        Of("integer[][]", "'{{1,2},{3,4}}'"),
        Of("text[][]", "'{{a,b},{c,d}}'"),
        Named("integer[] from 0", "integer[]", "'[0:1]={1,2}'") with { Unforeseen = true },
    ];
}
