using Bifrost.Analytics;

namespace Bifrost.Analytics.Tests;

public sealed class ModelsExceptionTests
{
    [Test]
    public void Its_message_is_what_a_user_reads() => new ModelsException("x").Message.ShouldBe("x");
}
