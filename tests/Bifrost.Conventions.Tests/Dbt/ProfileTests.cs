using Bifrost.Analytics.Profile;
using Bifrost.Conventions.Tests.House;
using Bifrost.Conventions.Tests.Templates;

namespace Bifrost.Conventions.Tests.Dbt;

public sealed class ProfileTests
{
    [Test]
    public void The_committed_profile_is_what_the_topology_says() =>
        Repository.Read("dbt/profiles.yml").ShouldBe(DbtProfile.Of(Sample.Read()), "Run `bifrost dbt profile` and commit what it writes.");
}
