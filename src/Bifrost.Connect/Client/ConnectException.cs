using System.Net;

namespace Bifrost.Connect.Client;

/// <summary>A request to a Connect cluster failed. The message is written for the user: which request, to whom, why, and what to do.</summary>
public sealed class ConnectException : Exception
{
    private ConnectException(ConnectFailure failure, string request, string message, HttpStatusCode? status = null, string? answer = null, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
        Request = request;
        Status = status;
        Answer = answer;
    }

    public ConnectFailure Failure { get; }

    /// <summary>Method and path: <c>PUT /connectors/thor-source/config</c>.</summary>
    public string Request { get; }

    /// <summary>Null where nothing answered.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The worker's own message; null where there is none.</summary>
    public string? Answer { get; }

    internal static ConnectException Unreachable(ConnectFailure failure, ConnectEndpoint endpoint, string request, Exception inner) => new(failure, request,
        $"The Connect {endpoint} cannot be reached: {Reason(inner)}. {endpoint.WhenUnreachable}", inner: inner);

    internal static ConnectException Dropped(ConnectEndpoint endpoint, string request, Exception inner) => new(ConnectFailure.Dropped, request,
        $"{request}: the Connect {endpoint} ended the connection before it answered: {Reason(inner)}. It may be starting or stopping, or the port speaks another protocol (https instead of http). {endpoint.WhenUnreachable}", inner: inner);

    internal static ConnectException Untrusted(ConnectEndpoint endpoint, string request, string why, Exception inner) => new(ConnectFailure.Untrusted, request,
        $"{request}: the certificate of the Connect {endpoint} is not trusted: {why}. {endpoint.WhenUntrusted}", inner: inner);

    internal static ConnectException NoAuthority(ConnectEndpoint endpoint, string file, string why, Exception? inner) => new(ConnectFailure.Untrusted, "",
        $"The file of trusted authorities of the {endpoint} is of no use: {file}: {why.TrimEnd('.')}. It wants one or more certificates in PEM.", inner: inner);

    internal static ConnectException Starting(ConnectEndpoint endpoint, string request, HttpStatusCode status, string what) => new(ConnectFailure.Starting, request,
        $"{request}: the {endpoint} answered {(int)status} with {what}: the worker is still starting, or no worker is behind its proxy. Look into the worker's log if it stays so; at a wrong port it does, too.", status);

    internal static ConnectException TimedOut(ConnectEndpoint endpoint, string request, TimeSpan limit, Exception inner) => new(ConnectFailure.TimedOut, request,
        $"{request}: the Connect {endpoint} did not answer within {limit.TotalSeconds:0} s. Look whether the worker is overloaded or stuck.", inner: inner);

    internal static ConnectException NotConnect(ConnectEndpoint endpoint, string request, HttpStatusCode status, string what, Exception? inner = null) => new(ConnectFailure.NotConnect, request,
        $"{request}: the {endpoint} answered {(int)status} with {what}. That is not Kafka Connect; look for a proxy or a wrong port.", status, inner: inner);

    internal static ConnectException Denied(ConnectEndpoint endpoint, string request, HttpStatusCode status, string? answer) => new(ConnectFailure.Denied, request,
        $"{request}: the {endpoint} refuses access ({(int)status}{(answer is null ? "" : $": {answer.TrimEnd('.')}")}). "
        + (endpoint.User is null ? "It asks for a login: set the cluster's user and password in the topology." : "Check the cluster's user and password."), status, answer);

    internal static ConnectException Answered(ConnectFailure failure, ConnectEndpoint endpoint, string request, HttpStatusCode status, string answer) => new(failure, request,
        $"{request}: the {endpoint} answered {(int)status}: {answer}", status, answer);

    private static string Reason(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message.TrimEnd('.');
    }
}
