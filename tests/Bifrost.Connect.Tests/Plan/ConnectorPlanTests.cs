using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;

namespace Bifrost.Connect.Tests.Plan;

public sealed class ConnectorPlanTests
{
    [Test]
    public void What_the_cluster_has_already_is_no_change()
    {
        var plan = Build([Desired("a", ("k", "v"))], [Actual("a", ("k", "v"), ("name", "a"))]);
        plan.HasChanges.ShouldBeFalse();
        plan.Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.None);
    }

    [Test]
    public void Keys_are_compared_in_both_directions_as_strings_in_the_order_of_their_names()
    {
        var change = Build([Desired("a", ("b", "1"), ("c", "true"), ("new", "x"))], [Actual("a", ("b", "1.0"), ("c", "true"), ("Old", "y"))]).Changes[0];
        change.Kind.ShouldBe(ChangeKind.Update);
        change.Keys.ShouldBe([new KeyChange("Old", "y", null), new KeyChange("b", "1.0", "1"), new KeyChange("new", null, "x")]);
    }

    [Test]
    public void Secrets_are_masked_key_by_key_and_references_are_shown()
    {
        var keys = Build(
            [Desired("a", ("database.password", "new-secret"), ("api.key", "${env:KEY}"), ("typed", "hunter2"), ("url", "jdbc:postgresql://h/d?user=u&password=hunter2&x=1"))],
            [Actual("a", ("database.password", "old-secret"), ("gone.token", "t0ken"), ("url", "jdbc:postgresql://h/d?user=u&password=hunter1&x=1"))]).Changes[0].Keys;
        keys.ShouldBe(
        [
            new KeyChange("api.key", null, "${env:KEY}"),
            new KeyChange("database.password", "(hidden)", "(hidden) (another value)"),
            new KeyChange("gone.token", "(hidden)", null),
            new KeyChange("typed", null, "(hidden)"),
            new KeyChange("url", "jdbc:postgresql://h/d?user=u&password=(hidden)&x=1", "jdbc:postgresql://h/d?user=u&password=(hidden)&x=1 (another value)"),
        ]);
    }

    [Test]
    public void Nothing_secret_is_in_the_plan_as_JSON()
    {
        var plan = Build([Desired("a", ("database.password", "hunter2"))], [Actual("a", ("database.password", "hunter1"))]);
        JsonSerializer.Serialize(plan).ShouldNotContain("hunter");
    }

    [Test]
    public void Deletes_come_first_then_sources_then_sinks_each_by_name()
    {
        var plan = Build(
            [Desired("sink-b", ("topics", "t")), Desired("source-a"), Desired("sink-a", ("topics.regex", "t"))],
            [Actual("old-source", ("bifrost.topology", "asgard")), Actual("old-sink", ("bifrost.topology", "asgard"), ("topics", "t"))], prune: true);
        plan.Changes.Select(static change => $"{change.Kind} {change.Name}")
            .ShouldBe(["Delete old-sink", "Delete old-source", "Create source-a", "Create sink-a", "Create sink-b"]);
    }

    [Test]
    public void Only_connectors_of_this_topology_are_ever_deleted()
    {
        var plan = Build([], [Actual("mine", ("bifrost.topology", "asgard")), Actual("other", ("bifrost.topology", "midgard")), Actual("manual")], prune: true);
        plan.Changes.ShouldHaveSingleItem().Name.ShouldBe("mine");
    }

    [Test]
    public void Without_pruning_what_is_no_longer_wanted_is_named_and_stays()
    {
        var plan = Build([], [Actual("mine", ("bifrost.topology", "asgard")), Actual("manual")]);
        plan.Changes.ShouldBeEmpty();
        plan.Unmanaged.ShouldBe(["mine"]);
    }

    [TestCase(ConnectorState.Running, ConnectorState.Paused, ChangeKind.State)]
    [TestCase(ConnectorState.Paused, ConnectorState.Paused, ChangeKind.None)]
    [TestCase(ConnectorState.Failed, ConnectorState.Running, ChangeKind.None)]
    [TestCase(ConnectorState.Stopped, ConnectorState.Running, ChangeKind.State)]
    public void A_state_that_is_wanted_and_not_asked_for_so_far_is_a_change(ConnectorState actual, ConnectorState wanted, ChangeKind kind)
    {
        var change = Build([Desired("a") with { State = wanted }], [Actual("a") with { State = actual }]).Changes[0];
        change.Kind.ShouldBe(kind);
        (change.State is not null).ShouldBe(kind == ChangeKind.State);
    }

    [Test]
    public void A_configuration_and_a_state_change_together()
    {
        var change = Build([Desired("a", ("k", "2")) with { State = ConnectorState.Stopped }], [Actual("a", ("k", "1"))]).Changes[0];
        change.Kind.ShouldBe(ChangeKind.Update);
        change.State.ShouldBe(new StateChange(ConnectorState.Running, ConnectorState.Stopped));
    }

    [Test]
    public void A_paused_connector_that_is_updated_says_that_it_stays_paused() =>
        Build([Desired("a", ("k", "2"))], [Actual("a", ("k", "1")) with { State = ConnectorState.Paused }]).Changes[0].Notes.ShouldHaveSingleItem()
            .ShouldBe("It is PAUSED and stays so; `bifrost resume a` starts it.");

    [Test]
    public void Two_connectors_of_one_name_are_refused() =>
        Should.Throw<PlanException>(() => Build([Desired("a"), Desired("a")], [])).Message.ShouldContain("Two connectors are named 'a'");

    [TestCase("""{"config":{"a":"b"}}""", "it has no 'name'")]
    [TestCase("""{"name":"x"}""", "it has no 'config'")]
    [TestCase("""{"name":"x","config":{"k":null}}""", "the value of 'k' is null")]
    [TestCase("""{"name":"x","config":{"k":"v"},"initial_state":"DOZING"}""", "'initial_state' is 'DOZING'; RUNNING, PAUSED and STOPPED are allowed")]
    [TestCase("{", "it is not the JSON of a connector (line 1)")]
    public void A_file_that_is_no_connector_says_why(string json, string why) =>
        Should.Throw<PlanException>(() => DesiredConnector.Parse(json, "connectors/embedded/x.json")).Message.ShouldStartWith($"connectors/embedded/x.json is no connector: {why}.");

    [Test]
    public void A_file_may_say_the_state() =>
        DesiredConnector.Parse("""{"name":"x","config":{"k":"v"},"initial_state":"paused"}""", "x").State.ShouldBe(ConnectorState.Paused);

    private static ConnectorPlan Build(IReadOnlyList<DesiredConnector> desired, IReadOnlyList<ActualConnector> actual, bool prune = false) =>
        ConnectorPlan.Build("embedded", "asgard", desired, actual, static _ => new SecretMask(["typed"]), prune);

    private static DesiredConnector Desired(string name, params (string Key, string Value)[] config) => new(name, config.ToDictionary(static pair => pair.Key, static pair => pair.Value));

    private static ActualConnector Actual(string name, params (string Key, string Value)[] config) =>
        new(name, config.ToDictionary(static pair => pair.Key, static pair => pair.Value), ConnectorState.Running);
}
