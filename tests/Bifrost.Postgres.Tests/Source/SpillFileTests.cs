using Bifrost.Postgres.Source;

namespace Bifrost.Postgres.Tests.Source;

public sealed class SpillFileTests
{
    /// <summary>It is thrown away because of the full disk: a second failure would hide the first, which is tried again, and stop the sink.</summary>
    [Test]
    [Platform("Linux")]
    public void A_file_that_has_no_room_says_so_when_it_is_written_and_not_when_it_is_thrown_away()
    {
        var file = new SpillFile(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 4096));
        file.Append(new byte[100]);
        Should.Throw<IOException>(file.Seal);
        Should.NotThrow(file.Dispose);
    }
}
