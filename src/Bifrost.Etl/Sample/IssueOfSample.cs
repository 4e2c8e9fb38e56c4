namespace Bifrost.Etl.Sample;

/// <summary>The sample is published twice.</summary>
public enum IssueOfSample
{
    /// <summary>What is loaded before the replicas are made.</summary>
    First,

    /// <summary>The same years again, later: what changes while the replicas follow.</summary>
    Second,
}
