using Bifrost.Analytics.Profile;
using Bifrost.Topology;

namespace Bifrost.Analytics.Tests.Profile;

public sealed class DbtProfileTests
{
    [Test]
    public void A_target_with_a_login_for_models_becomes_a_target_of_dbt_by_names_of_variables_alone() => Of(
        """
          mjolnir:
            connection: { host: "${env:MJOLNIR_HOST}", port: "${env:MJOLNIR_PORT}", database: "${env:MJOLNIR_DATABASE}", user: "${env:MJOLNIR_USER}", password: "${env:MJOLNIR_PASSWORD}" }
            models: { user: "${env:MJOLNIR_MODELS_USER}", password: "${env:MJOLNIR_MODELS_PASSWORD}" }
          plain:
            connection: { host: db.example, port: 5433, database: it's, user: u, password: "${env:P}", sslMode: verify-full, sslRootCert: /etc/ca.pem }
            models: { user: builder, password: "${env:PLAIN_MODELS_PASSWORD}" }
          unread:
            connection: { host: db.example, database: d, user: u, password: "${env:P}" }
        """).ShouldBe(
        """
        # Written by `bifrost dbt profile` from bifrost.yml: do not edit.
        bifrost:
          target: mjolnir
          outputs:
            mjolnir:
              type: postgres
              host: "{{ env_var('MJOLNIR_HOST') }}"
              port: "{{ env_var('MJOLNIR_PORT') | int }}"
              dbname: "{{ env_var('MJOLNIR_DATABASE') }}"
              user: "{{ env_var('MJOLNIR_MODELS_USER') }}"
              password: "{{ env_var('MJOLNIR_MODELS_PASSWORD') }}"
              schema: star
              threads: 4
              connect_timeout: 10
            plain:
              type: postgres
              host: "db.example"
              port: 5433
              dbname: "it's"
              user: "builder"
              password: "{{ env_var('PLAIN_MODELS_PASSWORD') }}"
              schema: star
              threads: 4
              connect_timeout: 10
              sslmode: "verify-full"
              sslrootcert: "/etc/ca.pem"

        """);

    [TestCase("${env:HOST}", "{{ env_var('HOST') }}")]
    [TestCase("${env:HOST:-127.0.0.1}", "{{ env_var('HOST', '127.0.0.1') }}")]
    [TestCase("${env:HOST:-it's}", "{{ env_var('HOST', 'it\\'s') }}")]
    [TestCase("db-${env:N}.example", "db-{{ env_var('N') }}.example")]
    [TestCase("a{{b", "a{{ '{{' }}b")]
    public void A_reference_becomes_env_var_and_text_stays_text(string field, string written) => ProfileReference.Of(field, "x").ShouldBe(written);

    [TestCase("hunter2")]
    [TestCase("${env:PASSWORD:-hunter2}")]
    [TestCase("hunter2${env:PASSWORD}")]
    public void A_password_that_is_not_one_variable_is_refused_and_not_repeated(string password)
    {
        var refused = Should.Throw<ModelsException>(() => ProfileReference.OfPassword(password, "targets.mjolnir.models.password"));
        refused.Message.ShouldStartWith("targets.mjolnir.models.password: the password is not one reference to a variable");
        refused.Message.ShouldNotContain("hunter2");
    }

    [Test]
    public void A_reference_that_dbt_cannot_follow_is_refused() => Should.Throw<ModelsException>(() => ProfileReference.Of("${file:/etc/db:host}", "targets.mjolnir.connection.host")).Message
        .ShouldBe("targets.mjolnir.connection.host: ${file:/etc/db:host} cannot be written into dbt's profile, which knows variables of the environment only. Name one instead: ${env:NAME}.");

    [Test]
    public void A_topology_without_a_login_for_models_is_told_how_to_get_one() => Should.Throw<ModelsException>(() => Of(
        """
          unread:
            connection: { host: db.example, database: d, user: u, password: "${env:P}" }
        """)).Message.ShouldContain("targets.<name>.models");

    private static string Of(string targets) => DbtProfile.Of(TopologyFile.Parse(
        $$"""
        name: asgard
        clusters:
          embedded: { kind: embedded, url: "http://127.0.0.1:8083" }
        sources:
          thor:
            connection: { host: h, database: d, user: u, password: "${env:P}" }
        targets:
        {{targets}}
        """, "bifrost.yml"));
}
