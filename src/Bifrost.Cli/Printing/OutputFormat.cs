namespace Bifrost.Cli.Printing;

internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
}
