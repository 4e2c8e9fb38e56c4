namespace Bifrost.Connect.Providers;

/// <summary>
/// Resolves Kafka Connect's config-provider references in a value: <c>${env:NAME}</c>, <c>${file:PATH:KEY}</c> (a properties file) and <c>${dir:PATH:FILE}</c>.
/// The environment comes first, then the local stack's <c>env</c> file (lines <c>NAME=value</c>); the worker and every command resolve in this same order.
/// A value may hold several references and text between them.
/// </summary>
public sealed partial class ReferenceResolver
{
}
