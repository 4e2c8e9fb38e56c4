using Bifrost.Bench.Measuring;

namespace Bifrost.Bench.Tests;

public sealed class ProcessTimesTests
{
    [Test]
    public void A_name_with_spaces_and_parentheses_does_not_shift_the_fields() =>
        ProcessTimes.Parse("412 (postgres: (x) 1) S 77 412 412 0 -1 4194304 100 0 0 0 150 50 300 25 20 0 1 0 9000 1000 200")
            .ShouldBe(new ProcessTimes(77, 2, 3.25));

    [Test]
    public void A_line_that_is_cut_short_says_nothing() => ProcessTimes.Parse("412 (postgres) S 77").ShouldBeNull();
}
