using Bifrost.Etl.Extract;
using Bifrost.Etl.Load;

namespace Bifrost.Etl.Profiles;

/// <summary>Profiles inputs without loading them: no database is asked, nothing is written.</summary>
/// <param name="progress">Called from the caller's own thread; must return at once.</param>
public sealed class InputProfiler(TimeProvider time, Action<EtlProgress>? progress = null)
{
    /// <summary>The inputs as a load would read them, in their order; rows that merge are counted in files of up to two million rows.</summary>
    /// <exception cref="EtlException">An input cannot be read, or none is a published file.</exception>
    public async Task<ProfileReport> ReadAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellation)
    {
        var recognised = RecognisedFiles.Among(inputs, cancellation);
        var profiles = new List<InputProfile>();
        foreach (var file in recognised.Files)
        {
            var grains = new GrainSet(file.Table);
            var pass = new InputPass(file, rejects: null, InputPass.LatestYearBy(time), progress ?? (static _ => { }));
            await pass.ReadAsync(grains, cancellation).ConfigureAwait(false);
            profiles.Add(pass.Tally.Profile(file.Input.Name, grains.Merged, time.GetUtcNow()));
        }
        return new(profiles, recognised.Skipped);
    }
}
