using Bifrost.Etl.Clean;

namespace Bifrost.Etl.Load;

/// <summary>Takes the rows of a pass, one after the other.</summary>
internal interface IRowSink
{
    /// <param name="row">Valid until this returns.</param>
    /// <returns>Whether the pass goes on.</returns>
    ValueTask<bool> TakeAsync(long line, CleanRow row);
}
