namespace Bifrost.Analytics.Run;

/// <summary>One run at a time in a database: an advisory lock that lives as long as its session.</summary>
internal sealed class RunLock : IAsyncDisposable
{
    /// <summary>"bifmodls" in ASCII.</summary>
    private const long Key = 0x62_69_66_6D_6F_64_6C_73;

    private readonly ModelsSession _session;

    private RunLock(ModelsSession session) => _session = session;

    /// <summary>Waits until no other run holds the database; says first for whom.</summary>
    /// <exception cref="ModelsException">The login fails.</exception>
    public static async Task<RunLock> TakeAsync(ModelsTarget target, Action<string> say, CancellationToken cancellation)
    {
        var held = new RunLock(await ModelsSession.OpenAsync(target, cancellation).ConfigureAwait(false));
        if (await held._session.ScalarAsync<bool>($"select pg_try_advisory_lock({Key})").ConfigureAwait(false))
            return held;
        say($"{target.Name}: another run builds models there{await HolderAsync(held._session).ConfigureAwait(false)}; waiting for it.");
        await held._session.ExecuteAsync($"select pg_advisory_lock({Key})").ConfigureAwait(false);
        return held;
    }

    private static async Task<string?> HolderAsync(ModelsSession session) => await session.ScalarAsync<string>(
        $"""
        select format(' (process %s, from %s, since %s UTC)', a.pid, coalesce(host(a.client_addr), 'this machine'), to_char(a.backend_start at time zone 'UTC', 'HH24:MI:SS'))
        from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.classid = {Key >> 32} and l.objid = {Key & 0xFFFF_FFFF}
          and l.database = (select oid from pg_database where datname = current_database())
        limit 1
        """).ConfigureAwait(false);

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
