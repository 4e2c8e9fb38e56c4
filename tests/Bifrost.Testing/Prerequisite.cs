using NUnit.Framework;

namespace Bifrost.Testing;

/// <summary>What a test needs from the machine.</summary>
public static class Prerequisite
{
    /// <summary>Whether a missing prerequisite is a failure: <c>CI=true</c>.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Skips the test, with the reason, at a desk; fails it in CI, where everything must be there.</summary>
    public static void Missing(string reason)
    {
        if (IsRequired)
            Assert.Fail($"CI must have this: {reason}");
        Assert.Ignore(reason);
    }
}
