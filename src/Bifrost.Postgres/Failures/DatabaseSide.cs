namespace Bifrost.Postgres.Failures;

/// <summary>Which end of the replication a database is: the same SQLSTATE means another thing on either.</summary>
public enum DatabaseSide
{
    Source,
    Target,
}
