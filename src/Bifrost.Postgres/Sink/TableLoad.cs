using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Sink;

/// <summary>One table of a snapshot and where it goes.</summary>
internal sealed record TableLoad(SourceTable Table, SourceFacts Facts, TableRoute Route);
