namespace Bifrost.Cli.Printing;

/// <summary>Where the steps of long work are shown.</summary>
internal interface IProgressBoard
{
    /// <param name="total">Units until the step is done; null where that is not known.</param>
    IProgressStep Begin(string name, double? total = null);
}

/// <summary>One step of long work.</summary>
internal interface IProgressStep
{
    /// <param name="done">How many units are done by now.</param>
    /// <param name="detail">What is shown beside the share that is done: "1,000 rows, 3 s left".</param>
    void Report(double done, string? detail = null);

    /// <param name="outcome">What came of it: "1,000 rows".</param>
    void Finish(string outcome);
}
