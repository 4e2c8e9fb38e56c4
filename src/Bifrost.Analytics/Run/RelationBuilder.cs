using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>Builds one seed or model in a transaction of its own: whole, or as it was.</summary>
/// <param name="anew">Tables are replaced, also where their shape is unchanged.</param>
internal sealed class RelationBuilder(ModelsSession session, CompiledModels compiled, TimeProvider time, bool anew)
{
    public async Task<NodeResult> BuildAsync(PlannedRelation relation)
    {
        var started = time.GetTimestamp();
        var kind = ModelsRun.KindOf(relation);
        try
        {
            var (written, rows) = await InTransactionAsync(relation).ConfigureAwait(false);
            return new(relation.Name, kind, written ? NodeStatus.Built : NodeStatus.Unchanged, rows, Seconds(), null);
        }
        catch (PostgresException e)
        {
            return Failed(RunFaults.ModelFailed(e));
        }
        catch (RefusedException e)
        {
            return Failed(e.Message);
        }

        NodeResult Failed(string message) => new(relation.Name, kind, NodeStatus.Failed, null, Seconds(), message);

        double Seconds() => Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
    }

    private async Task<(bool Written, long? Rows)> InTransactionAsync(PlannedRelation relation)
    {
        await using var transaction = await session.Connection.BeginTransactionAsync(session.Cancellation).ConfigureAwait(false);
        if (relation.Contract && await new ContractCheck(session).DifferencesAsync(relation, compiled.Sql(relation)).ConfigureAwait(false) is { Count: > 0 } differences)
            throw new RefusedException(RunFaults.ContractColumns(differences));
        var done = relation.Kind == RelationKind.View
            ? (await new ViewWriter(session).WriteAsync(relation, compiled.Sql(relation)).ConfigureAwait(false), null)
            : await TableAsync(relation).ConfigureAwait(false);
        await new CommentWriter(session).WriteAsync(relation).ConfigureAwait(false);
        await transaction.CommitAsync(session.Cancellation).ConfigureAwait(false);
        return done;
    }

    private async Task<(bool Written, long? Rows)> TableAsync(PlannedRelation relation)
    {
        var rows = await new StagedTable(session, compiled).FillAsync(relation).ConfigureAwait(false);
        var written = await new TableWriter(session).WriteAsync(relation, anew).ConfigureAwait(false);
        // What comes next joins it: the planner should know what it holds by now.
        if (written)
            await session.ExecuteAsync($"analyze {SqlText.Table(new(relation.Schema, relation.Identifier))}").ConfigureAwait(false);
        return (written, rows);
    }
}
