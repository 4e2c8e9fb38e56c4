namespace Bifrost.Cli.Stack;

/// <summary>What <c>--engine</c> chooses.</summary>
internal enum Engine
{
    Embedded,
    Kafka,
    Docker,
}
