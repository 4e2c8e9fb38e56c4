using Bifrost.Connect.Providers;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Routing;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Routing;

/// <summary>From a table of the source to a table of the target, by the keys of both connectors.</summary>
public sealed class RouterTests
{
    private static readonly ReferenceResolver Resolver = new(static _ => "x");

    private static readonly string[] Columns = ["id", "name", "Secret", "amount"];

    private static ConnectorPair Pair(Dictionary<string, string> source, Dictionary<string, string> sink) =>
        ConnectorSettings.ForPair(source.With("name", "thor-source"), sink.With("name", "mjolnir-sink"), Resolver);

    private static TableRoute? Route(Dictionary<string, string> source, Dictionary<string, string> sink, string table = "orders", string[]? key = null) =>
        Pair(source, sink).Router.Route(new RoutedRelation(new TableName("public", table), Columns, key ?? ["id"]));

    private static TableRoute Route(Dictionary<string, string> sink) => Route(Configs.Source(), sink)!;

    private static Dictionary<string, string> Unwrapped(Dictionary<string, string> sink, string transforms = "unwrap") =>
        sink.With("transforms", transforms).With("transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState");

    private static string Shown(TableRoute route) => string.Join(' ', route.Columns.Select(static column => column.Target + "=" + (column.Origin switch
    {
        ColumnOrigin.FromSource from => from.Column,
        ColumnOrigin.Constant constant => $"'{constant.Text}'",
        ColumnOrigin.Masked masked => $"mask({masked.Column},{masked.Replacement})",
        ColumnOrigin.Fact fact => $"<{fact.Of}>",
        _ => "?",
    })));

    [TestCase("table.include.list", "public.orders,public.lines", "")]
    [TestCase("table.include.list", "public.orders,PUBLIC.Lines", "")]
    [TestCase("table.include.list", "public.order,public\\.lines,public.lineses", "public.order,public.lineses")]
    [TestCase("table.include.list", "public.orders,later_.*,public.(a|b)", "")]
    [TestCase("schema.include.list", "public,privat", "privat")]
    public void A_name_in_an_include_list_that_no_table_bears_is_told_and_an_expression_is_not(string key, string list, string unmatched)
    {
        TableName[] tables = [new("public", "orders"), new("public", "lines")];
        var source = Configs.Source();
        source.Remove("table.include.list");
        var pair = Pair(source.With(key, list), Configs.Sink());
        UnmatchedEntry[] wanted = [.. unmatched.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => new UnmatchedEntry(key, entry))];
        pair.Router.Unmatched(tables).ShouldBe(wanted);
        ConnectorSettings.ForSource(source, Resolver).Capture.Unmatched(tables).ShouldBe(wanted);
    }

    [TestCase("t", SkippedOperations.Truncate)]
    [TestCase("none", SkippedOperations.None)]
    [TestCase("u,d", SkippedOperations.Update | SkippedOperations.Delete)]
    public void What_the_source_skips_is_known_of_it_alone_and_of_each_pair(string operations, SkippedOperations skipped)
    {
        var source = Configs.Source().With("skipped.operations", operations);
        Pair(source, Configs.Sink()).Router.Skipped.ShouldBe(skipped);
        ConnectorSettings.ForSource(source, Resolver).Capture.Skipped.ShouldBe(skipped);
    }

    [Test]
    public void By_default_the_table_is_the_topic_with_underscores_in_lower_case()
    {
        var route = Route(Configs.Sink());
        route.Topic.ShouldBe("thor.public.orders");
        route.Target.ShouldBe(new TableName("public", "thor_public_orders"));
        Shown(route).ShouldBe("id=id name=name secret=Secret amount=amount");
        route.Key.ShouldBe(["id"]);
        (route.InsertMode, route.Deletes, route.Truncates, route.Evolution, route.Skipped).ShouldBe((InsertMode.Upsert, DeleteMode.Delete, false, SchemaEvolution.Basic, SkippedOperations.Truncate));
    }

    [TestCase("orders", "public", "orders")]
    [TestCase("raw.${source.table}", "raw", "orders")]
    [TestCase("${source.schema}_${source.table}", "public", "public_orders")]
    [TestCase("${source.db}.${topic}", "thordb", "thor_public_orders")]
    public void The_format_names_the_table(string format, string schema, string name) =>
        Route(Configs.Sink().With("collection.name.format", format)).Target.ShouldBe(new TableName(schema, name));

    [Test]
    public void The_URL_gives_the_schema_of_a_name_without_one() =>
        Route(Configs.Sink().With("connection.url", "jdbc:postgresql://h/db?currentSchema=replica,public")).Target.Schema.ShouldBe("replica");

    [Test]
    public void Quoted_names_keep_their_case() =>
        Shown(Route(Configs.Sink().With("quote.identifiers", "true"))).ShouldBe("id=id name=name Secret=Secret amount=amount");

    [Test]
    public void A_topic_that_the_sink_does_not_read_has_no_route() => Route(Configs.Source(), Configs.Sink("thor.public.lines")).ShouldBeNull();

    [Test]
    public void A_table_that_the_source_does_not_capture_has_no_route() => Route(Configs.Source(), Configs.Sink("thor.public.audit"), "audit").ShouldBeNull();

    [Test]
    public void A_regex_must_match_the_whole_topic()
    {
        var sink = Configs.Sink();
        sink.Remove("topics");
        Route(Configs.Source(), sink.With("topics.regex", "thor\\.public")).ShouldBeNull();
        Route(Configs.Source(), sink.With("topics.regex", "thor\\.public\\..*")).ShouldNotBeNull();
    }

    [Test]
    public void The_source_renames_what_the_sink_subscribes_to_and_the_sink_what_it_writes()
    {
        var source = Configs.Source().With("transforms", "r").With("transforms.r.type", "org.apache.kafka.connect.transforms.RegexRouter").With("transforms.r.regex", "(.*)\\.public\\.(.*)").With("transforms.r.replacement", "$1-$2");
        var sink = Configs.Sink("thor-orders").With("transforms", "s").With("transforms.s.type", "org.apache.kafka.connect.transforms.RegexRouter").With("transforms.s.regex", "thor-(.*)").With("transforms.s.replacement", "$1");
        var route = Route(source, sink)!;
        (route.Topic, route.Target.Name).ShouldBe(("thor-orders", "orders"));
    }

    [TestCase("drop", "true", DeleteMode.Ignore, "")]
    [TestCase("tombstone", "true", DeleteMode.Delete, "")]
    [TestCase("tombstone", "false", DeleteMode.Ignore, "")]
    [TestCase("delete-to-tombstone", "true", DeleteMode.Delete, "")]
    [TestCase("rewrite", "true", DeleteMode.Rewrite, " __deleted=<Deleted>")]
    [TestCase("rewrite-with-tombstone", "true", DeleteMode.Delete, " __deleted=<Deleted>")]
    [TestCase("rewrite-with-tombstone", "false", DeleteMode.Rewrite, " __deleted=<Deleted>")]
    public void Deletes_follow_the_mode_and_the_sink(string mode, string enabled, DeleteMode expected, string column)
    {
        var route = Route(Unwrapped(Configs.Sink()).With("transforms.unwrap.delete.tombstone.handling.mode", mode).With("delete.enabled", enabled));
        route.Deletes.ShouldBe(expected);
        Shown(route).ShouldBe("id=id name=name secret=Secret amount=amount" + column);
    }

    [Test]
    public void Truncates_pass_only_where_source_and_sink_let_them_and_nothing_unwraps()
    {
        Dictionary<string, string> Source() => Configs.Source().With("skipped.operations", "none");
        Route(Source(), Configs.Sink().With("truncate.enabled", "true"))!.Truncates.ShouldBeTrue();
        Route(Source(), Configs.Sink())!.Truncates.ShouldBeFalse();
        Route(Configs.Source(), Configs.Sink().With("truncate.enabled", "true"))!.Truncates.ShouldBeFalse();
        Route(Source(), Unwrapped(Configs.Sink()).With("truncate.enabled", "true"))!.Truncates.ShouldBeFalse();
    }

    [Test]
    public void Added_fields_are_facts_under_Debeziums_names()
    {
        var route = Route(Unwrapped(Configs.Sink()).With("transforms.unwrap.add.fields", "op,table,lsn,source.ts_ms,txId:tx,name"));
        Shown(route).ShouldEndWith("amount=amount __op=<Operation> __table=<Table> __lsn=<Lsn> __source_ts_ms=<CommitMilliseconds> __tx=<TransactionId> __name='thor'");
    }

    [Test]
    public void Fields_are_left_out_renamed_masked_and_inserted_in_the_order_of_the_transforms()
    {
        var sink = Unwrapped(Configs.Sink(), "unwrap,hide,cut,mark")
            .With("transforms.hide.type", "org.apache.kafka.connect.transforms.MaskField$Value").With("transforms.hide.fields", "Secret").With("transforms.hide.replacement", "***")
            .With("transforms.cut.type", "org.apache.kafka.connect.transforms.ReplaceField$Value").With("transforms.cut.exclude", "amount").With("transforms.cut.renames", "Secret:code")
            .With("transforms.mark.type", "org.apache.kafka.connect.transforms.InsertField$Value").With("transforms.mark.static.field", "origin!").With("transforms.mark.static.value", "asgard").With("transforms.mark.topic.field", "topic");
        Shown(Route(sink)).ShouldBe("id=id name=name code=mask(Secret,***) topic='thor.public.orders' origin='asgard'");
    }

    [Test]
    public void Before_unwrapping_a_transform_of_fields_does_nothing_and_says_so()
    {
        var sink = Unwrapped(Configs.Sink(), "hide,unwrap").With("transforms.hide.type", "org.apache.kafka.connect.transforms.MaskField$Value").With("transforms.hide.fields", "Secret").With("transforms.hide.replacement", "***");
        var pair = Pair(Configs.Source(), sink);
        Shown(pair.Router.Route(new RoutedRelation(new TableName("public", "orders"), Columns, ["id"]))!).ShouldContain("secret=Secret");
        pair.Warnings.ShouldHaveSingleItem().ShouldContain("HIDES NOTHING");
    }

    [Test]
    public void A_key_column_stays_when_its_value_is_excluded()
    {
        var route = Route(Configs.Source().With("column.exclude.list", "public.orders.id,public.orders.name"), Configs.Sink())!;
        Shown(route).ShouldBe("id=id secret=Secret amount=amount");
    }

    [Test]
    public void A_key_field_renamed_in_the_value_alone_is_two_columns_as_on_Connect()
    {
        var sink = Unwrapped(Configs.Sink(), "unwrap,cut").With("transforms.cut.type", "org.apache.kafka.connect.transforms.ReplaceField$Value").With("transforms.cut.renames", "id:ident");
        Shown(Route(sink)).ShouldBe("id=id ident=id name=name secret=Secret amount=amount");
    }

    [Test]
    public void Message_key_columns_come_before_the_tables_own_key()
    {
        var route = Route(Configs.Source().With("message.key.columns", "public.orders:name,amount"), Configs.Sink())!;
        route.Key.ShouldBe(["name", "amount"]);
    }

    [TestCase("field.exclude.list", "name,thor.public.orders:amount", "id=id secret=Secret")]
    [TestCase("field.include.list", "thor.public.orders:name", "id=id name=name")]
    [TestCase("field.include.list", "other:name", "id=id")]
    public void The_sinks_own_lists_choose_fields_and_never_the_key(string key, string list, string expected) =>
        Shown(Route(Configs.Sink().With(key, list))).ShouldBe(expected);

    [Test]
    public void A_table_without_a_key_stops_a_sink_that_needs_one()
    {
        var error = Should.Throw<ReplicationException>(() => Route(Configs.Source(), Configs.Sink(), key: []));
        error.Kind.ShouldBe(FailureKind.Setup);
        error.Message.ShouldContain("public.orders has no key");
        Route(Configs.Source(), Configs.Sink().With("primary.key.mode", "none").With("insert.mode", "insert").With("delete.enabled", "false"), key: [])!.Key.ShouldBeEmpty();
    }

    [TestCase("collection.name.format", "a.b.c", "not a table's name")]
    [TestCase("collection.name.format", "${source.lsn}", "${source.lsn} is not known")]
    [TestCase("primary.key.fields", "nope", "has no such field")]
    public void What_cannot_be_carried_out_names_the_key(string key, string value, string reason)
    {
        var error = Should.Throw<ReplicationException>(() => Route(Configs.Sink().With(key, value)));
        error.Message.ShouldContain(key);
        error.Message.ShouldContain(reason);
    }

    [TestCase("delete.enabled", "true", "primary.key.mode", "none")]
    [TestCase("connection.url", "jdbc:mysql://h/db", "insert.mode", "insert")]
    [TestCase("transforms", "x", "transforms.x.type", "com.example.Mine")]
    public void A_sink_that_contradicts_itself_is_refused(string key, string value, string other, string otherValue) =>
        Should.Throw<ConnectorConfigException>(() => Route(Configs.Sink().With(key, value).With(other, otherValue)));

    [Test]
    public void Columns_that_fold_into_one_are_refused() =>
        Should.Throw<ReplicationException>(() => Pair(Configs.Source(), Configs.Sink()).Router.Route(new RoutedRelation(new TableName("public", "orders"), ["id", "Name", "name"], ["id"])))
            .Message.ShouldContain("quote.identifiers");

    [TestCase("public.*", "public", "orders", true)]
    [TestCase("PUBLIC.Orders", "public", "orders", true)]
    [TestCase("ublic.orders", "public", "orders", false)]
    [TestCase("public\\.(a|b)", "public", "b", true)]
    [TestCase("\\Qpublic.orders\\E", "public", "orders", true)]
    public void Lists_are_anchored_and_blind_to_case(string list, string schema, string table, bool expected) =>
        ConnectorSettings.ForSource(Configs.Source().With("name", "s").With("table.include.list", list), Resolver).Capture.IsCaptured(new TableName(schema, table)).ShouldBe(expected);

    [Test]
    public void System_tables_and_our_own_bookkeeping_are_never_captured()
    {
        var source = Configs.Source().With("name", "s").With("table.include.list", ".*");
        var capture = ConnectorSettings.ForSource(source, Resolver).Capture;
        capture.IsCaptured(new TableName("pg_catalog", "pg_class")).ShouldBeFalse();
        capture.IsCaptured(new TableName("bifrost", "progress")).ShouldBeFalse();
        capture.IsCaptured(new TableName("raw", "x")).ShouldBeTrue();
    }

    [TestCase("raw.*,bifrost\\.heartbeat", null, "heartbeat", true)]
    [TestCase("raw.*,bifrost\\.heartbeat", null, "progress", false)]
    [TestCase(".*", "insert into \"bifrost\".\"heartbeat\" (source, beat_at) values ('s', now())", "heartbeat", true)]
    [TestCase(".*", "insert into \"bifrost\".\"heartbeat\" (source, beat_at) values ('s', now())", "parked", false)]
    [TestCase(".*", "select 1", "heartbeat", false)]
    [TestCase("raw.*", "insert into \"bifrost\".\"heartbeat\" (source, beat_at) values ('s', now())", "heartbeat", false)]
    public void Of_our_own_schema_a_table_is_captured_that_is_named_or_that_beats_are_written_to(string list, string? beat, string table, bool expected)
    {
        var source = Configs.Source().With("name", "s").With("table.include.list", list);
        ConnectorSettings.ForSource(beat is null ? source : source.With("heartbeat.action.query", beat), Resolver).Capture.IsCaptured(new TableName("bifrost", table)).ShouldBe(expected);
    }

    [TestCase("thor.public.orders", true)]
    [TestCase("thor.public.audit", false)]
    [TestCase("odin.public.orders", false)]
    public void A_sink_follows_a_source_that_has_one_of_its_topics(string topic, bool expected) =>
        ConnectorSettings.Follows(Configs.Source(), Configs.Sink(topic), Resolver).ShouldBe(expected);

    [TestCase("odin\\..*", false)]
    [TestCase("thor\\.raw\\..*", true)]
    [TestCase("(thor|odin)\\..*", true)]
    [TestCase("(odin\\.raw\\.[^.]*|odin\\.bifrost\\.heartbeat)", false)]
    [TestCase("(odin\\.raw\\.[^.]*|thor\\.bifrost\\.heartbeat)", true)]
    [TestCase("(?!(?:odin\\.raw\\.log)$)(odin\\.raw\\.[^.]*|odin\\.bifrost\\.heartbeat)", false)]
    [TestCase("(?!(?:thor\\.raw\\.log)$)(thor\\.raw\\.[^.]*|thor\\.bifrost\\.heartbeat)", true)]
    [TestCase("(?!(?:odin\\.raw\\.log)$)odin\\.raw\\.[^.]*", false)]
    [TestCase("odin\\.a|odin\\.b", false)]
    [TestCase("odin\\.a|thor\\.b", true)]
    [TestCase(".*orders", true)]
    public void With_expressions_on_both_sides_a_source_is_followed_rather_than_missed(string regex, bool expected)
    {
        var sink = Configs.Sink().With("topics.regex", regex);
        sink.Remove("topics");
        ConnectorSettings.Follows(Configs.Source().With("table.include.list", "raw.*,public.o[a-z]+"), sink, Resolver).ShouldBe(expected);
    }
}
