using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Tests.Rejects;

public sealed class RejectLimitTests
{
    [TestCase("1%", 1, 100, false)]
    [TestCase("1%", 2, 100, true)]
    [TestCase("0.5 %", 1, 100, true)]
    [TestCase("0%", 0, 100, false)]
    [TestCase("0", 1, 100, true)]
    [TestCase("3", 3, 3, false)]
    [TestCase("3", 4, 1_000_000, true)]
    [TestCase("1%", 0, 0, false)]
    public void Rejects_beyond_the_limit_are_too_many(string limit, long rejected, long read, bool exceeded) =>
        RejectLimit.Parse(limit).IsExceeded(rejected, read).ShouldBe(exceeded);

    [TestCase("")]
    [TestCase("many")]
    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("101%")]
    public void What_is_no_limit_is_refused(string text) => Should.Throw<FormatException>(() => RejectLimit.Parse(text)).Message.ShouldContain("neither a count of rows");
}
