using Bifrost.Connect.Health;

namespace Bifrost.Connect.Tests.Health;

public sealed class TraceTextTests
{
    [TestCase("ERROR: invalid input syntax for type integer: \"hunter2\"\n\tat a.B(C.java:1)", "ERROR: invalid input syntax for type integer: …\n\tat a.B(C.java:1)")]
    [TestCase("JsonParseException: Unrecognized token 'hunter2': was expecting a value\n at [Source: (byte[])\"{hunter2}\"; line: 1]", "JsonParseException: Unrecognized token …: was expecting a value\n at [Source: …; line: 1]")]
    [TestCase("ERROR: null value in column \"a\"\n  Detail: Failing row contains (1, hunter2\nhunter3).\nCaused by: x", "ERROR: null value in column \"a\"\nCaused by: x")]
    [TestCase("cannot connect to jdbc:postgresql://h/d?user=u&password=hunter2&ssl=true", "cannot connect to jdbc:postgresql://h/d?user=u&password=…&ssl=true")]
    [TestCase("ERROR: relation \"t\" does not exist\n\tat a.B(C.java:1)", "ERROR: relation \"t\" does not exist\n\tat a.B(C.java:1)")]
    public void Values_of_rows_and_secrets_are_taken_out_and_nothing_else(string trace, string expected) => TraceText.Scrub(trace).ShouldBe(expected);
}
