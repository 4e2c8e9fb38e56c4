using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Bifrost.Connect.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bifrost.Connect.Tests.Client;

/// <summary>A real web server with a certificate that nobody signed but itself.</summary>
public sealed class CertificateTests
{
    private string _folder = "";
    private X509Certificate2 _certificate = null!;
    private WebApplication _server = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("bifrost-tls-").FullName;
        _certificate = SelfSigned("localhost");
        await File.WriteAllTextAsync(PathOf("ca.pem"), _certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.MapGet("/connectors", static () => Results.Text("[]", "application/json"));
        await _server.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_certificate_that_nobody_signed_is_refused_and_the_message_says_how_to_trust_it()
    {
        var error = await FailureAsync("localhost", null);
        error.Failure.ShouldBe(ConnectFailure.Untrusted);
        error.Message.ShouldContain("is not trusted: nobody that is trusted here signed it. Name it in clusters.kafka.ca.");
    }

    [Test]
    public async Task A_certificate_that_the_cluster_names_is_trusted()
    {
        using var client = Client("localhost", PathOf("ca.pem"));
        (await client.ListConnectorsAsync(default)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_certificate_of_another_host_is_refused_though_it_is_trusted() =>
        (await FailureAsync("127.0.0.1", PathOf("ca.pem"))).Message.ShouldContain("is not trusted: it was made for another host name.");

    [Test]
    public async Task Another_authority_does_not_do()
    {
        using var other = SelfSigned("localhost");
        await File.WriteAllTextAsync(PathOf("other.pem"), other.ExportCertificatePem());
        (await FailureAsync("localhost", PathOf("other.pem"))).Failure.ShouldBe(ConnectFailure.Untrusted);
    }

    [TestCase("nowhere.pem", null)]
    [TestCase("empty.pem", "")]
    [TestCase("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_file_of_authorities_that_is_none_says_so(string name, string? text)
    {
        if (text is not null)
            File.WriteAllText(PathOf(name), text);
        Should.Throw<ConnectException>(() => Client("localhost", PathOf(name))).Message.ShouldContain($"is of no use: {PathOf(name)}: ");
    }

    [Test]
    public async Task Plain_http_to_a_port_that_wants_https_says_so()
    {
        using var client = ClientUnderTest.For(new Uri($"http://localhost:{Port}"));
        (await Should.ThrowAsync<ConnectException>(client.ListConnectorsAsync(default))).Message.ShouldContain("https instead of http");
    }

    private int Port => new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    private string PathOf(string name) => Path.Combine(_folder, name);

    private ConnectClient Client(string host, string? ca) =>
        new(new ConnectEndpoint("kafka", new Uri($"https://{host}:{Port}")) { CaFile = ca, WhenUntrusted = "Name it in clusters.kafka.ca." }, ClientUnderTest.Impatient, TimeProvider.System);

    private async Task<ConnectException> FailureAsync(string host, string? ca)
    {
        using var client = Client(host, ca);
        return await Should.ThrowAsync<ConnectException>(client.ListConnectorsAsync(default));
    }

    private static X509Certificate2 SelfSigned(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
