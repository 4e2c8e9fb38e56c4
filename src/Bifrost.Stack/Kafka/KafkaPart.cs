namespace Bifrost.Stack.Kafka;

/// <summary>One process of a local Kafka.</summary>
/// <param name="Name"><c>broker</c>, <c>registry</c>, <c>connect</c>, or <c>connect-PORT</c> for one more worker.</param>
/// <param name="ProcessId">Null where it does not run.</param>
/// <param name="Address">Where it answers; null where it does not run.</param>
/// <param name="Health"><c>healthy</c>, <c>starting</c>, <c>unhealthy</c>; <c>silent</c> where nothing answers, <c>stopped</c> where it does not run.</param>
public sealed record KafkaPart(string Name, int? ProcessId, Uri? Address, string Health, string LogFile);
