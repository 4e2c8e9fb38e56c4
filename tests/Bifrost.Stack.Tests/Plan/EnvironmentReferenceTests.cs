using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Tests.Plan;

public sealed class EnvironmentReferenceTests
{
    [Test]
    public void A_reference_is_the_whole_field_and_may_have_a_default()
    {
        EnvironmentReference.In("${env:THOR_PORT}").ShouldBe(new EnvironmentReference("THOR_PORT", null));
        EnvironmentReference.In("${env:URL:-http://127.0.0.1:8083}").ShouldBe(new EnvironmentReference("URL", "http://127.0.0.1:8083"));
    }

    [TestCase("thor")]
    [TestCase("x${env:THOR_PORT}")]
    [TestCase("${env:A}${env:B}")]
    [TestCase("${file:/run/secrets:password}")]
    [TestCase("${env:}")]
    public void Anything_else_is_no_reference(string field) => EnvironmentReference.In(field).ShouldBeNull();
}
