import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;

/**
 * Uses every converter and connector that the sample needs once, each in the class loader that Connect would give it. A class that is missing does not stop a worker
 * from starting: it stops the first task that comes to it, with a trace that names neither plugin nor remedy. Here it stops the build.
 * Run by the Dockerfile: java -cp /kafka/libs/*:DIR Smoke ROOT... -- CLASS..., where DIR/required names further classes.
 */
public final class Smoke {
    private static final Schema ROW = SchemaBuilder.struct().name("bifrost.smoke.Row")
        .field("id", Schema.INT64_SCHEMA)
        .field("name", Schema.OPTIONAL_STRING_SCHEMA)
        .field("amount", Decimal.builder(2).parameter("connect.decimal.precision", "12").build())
        .field("at", Timestamp.SCHEMA)
        .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
        .field("inner", SchemaBuilder.struct().name("bifrost.smoke.Inner").optional().field("flag", Schema.BOOLEAN_SCHEMA).build())
        .build();

    private final Map<String, String> found = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        var smoke = new Smoke();
        var line = List.of(args);
        for (var root : line.subList(0, line.indexOf("--")))
            for (var plugin : folders(Path.of(root)))
                smoke.tryPlugin(plugin);
        var required = new TreeSet<>(line.subList(line.indexOf("--") + 1, line.size()));
        try (var more = Smoke.class.getResourceAsStream("/required")) {
            new String(more.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(required::add);
        }
        for (var name : required)
            if (!smoke.found.containsKey(name) && smoke.faults.isEmpty())
                smoke.faults.add("no plugin offers " + name + ". Connect would answer 'Failed to find any class that implements ...'. Looked at: " + smoke.found.keySet()
                    + ". Its jar is missing, or has no list (META-INF/services) and needs a 'list' line in jars.txt.");
        smoke.faults.forEach(fault -> System.err.println("ERROR: " + fault));
        System.exit(smoke.faults.isEmpty() ? 0 : 1);
    }

    private static List<Path> folders(Path root) throws IOException {
        if (!Files.isDirectory(root))
            return List.of();
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private void tryPlugin(Path plugin) throws Exception {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(plugin)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        var urls = new ArrayList<URL>();
        for (var jar : jars)
            urls.add(jar.toUri().toURL());
        var loader = new PluginClassLoader(plugin.toUri().toURL(), urls.toArray(URL[]::new), Smoke.class.getClassLoader());
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            var offered = 0;
            for (var service : List.of(Converter.class, SourceConnector.class, SinkConnector.class))
                offered += tryAll(plugin, loader, service);
            if (offered == 0)
                System.out.println("no list   " + plugin.getFileName() + ": nothing of it is found with plugin.discovery=service_load");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private <T> int tryAll(Path plugin, ClassLoader loader, Class<T> service) {
        var offered = 0;
        var providers = ServiceLoader.load(service, loader).stream().iterator();
        while (true) {
            var doing = "listing what it offers";
            try {
                if (!providers.hasNext())
                    return offered;
                var provider = providers.next();
                doing = "loading a class that it lists";
                if (provider.type().getClassLoader() != loader)
                    continue;
                var name = provider.type().getName();
                doing = "using " + name;
                offered++;
                var used = use(name, provider.get());
                found.put(name, plugin.getFileName().toString());
                System.out.println((used ? "works     " : "loads     ") + plugin.getFileName() + ": " + name);
            } catch (Throwable problem) {
                faults.add(explain(plugin, doing, problem));
                return offered + 1;
            }
        }
    }

    /** Whether it did its work, and not only came up. */
    private static boolean use(String name, Object plugin) throws Exception {
        if (plugin instanceof Connector connector) {
            connector.version();
            connector.config().names();
            return false;
        } else if (name.equals("io.apicurio.registry.utils.converter.AvroConverter")) {
            try (var registry = new Registry()) {
                thereAndBack((Converter) plugin, Map.of("apicurio.registry.url", registry.url(), "apicurio.registry.auto-register", "true", "apicurio.registry.find-latest", "true",
                    "apicurio.registry.as-confluent", "true", "apicurio.registry.headers.enabled", "false"));
            }
        } else if (name.equals("io.confluent.connect.avro.AvroConverter")) {
            thereAndBack((Converter) plugin, Map.of("schema.registry.url", "mock://smoke"));
        } else {
            return false;
        }
        return true;
    }

    private static void thereAndBack(Converter converter, Map<String, String> settings) {
        converter.configure(new HashMap<>(settings), false);
        var row = new Struct(ROW).put("id", 1L).put("name", "\u00e1").put("amount", new BigDecimal("12.30")).put("at", new Date(0)).put("tags", List.of("a"))
            .put("inner", new Struct(ROW.field("inner").schema()).put("flag", true));
        var bytes = converter.fromConnectData("smoke", ROW, row);
        var back = (Struct) converter.toConnectData("smoke", bytes).value();
        for (var field : ROW.fields())
            if (!String.valueOf(back.get(field.name())).equals(String.valueOf(row.get(field.name()))))
                throw new IllegalStateException("field " + field.name() + " went in as " + row.get(field.name()) + " and came back as " + back.get(field.name()));
    }

    private static String explain(Path plugin, String doing, Throwable problem) {
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            var said = String.valueOf(cause.getMessage());
            var remedy = "No jar of " + plugin + " and none of Kafka's holds it: add the jar that does to jars.txt.";
            if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException)
                return fault(plugin, "class " + said.replace('/', '.') + " is missing (" + cause.getClass().getSimpleName() + ")", doing, remedy);
            if (cause instanceof ServiceConfigurationError && said.endsWith(" not found"))
                return fault(plugin, said, doing, "Its list names a class that it has not. " + remedy);
            if (cause instanceof LinkageError)
                return fault(plugin, cause.getClass().getSimpleName() + ": " + said.lines().limit(6).map(String::strip).collect(Collectors.joining(" ")), doing,
                    "Two jars do not fit each other, or one is missing and Kafka's, of another version, was taken in its place: compare jars.txt with what the plugin asks for.");
        }
        problem.printStackTrace();
        return fault(plugin, problem.toString(), doing, "The trace is above.");
    }

    private static String fault(Path plugin, String what, String doing, String remedy) {
        return "plugin " + plugin.getFileName() + ": " + what + ", while " + doing + ". " + remedy;
    }

    /** As much of Apicurio's API as one schema needs: it is registered, and asked for again. */
    private static final class Registry implements AutoCloseable {
        private final HttpServer server;
        private volatile byte[] schema = "{}".getBytes(StandardCharsets.UTF_8);

        Registry() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/apis/registry/v2";
        }

        private void answer(HttpExchange exchange) throws IOException {
            var body = exchange.getRequestBody().readAllBytes();
            var answer = schema;
            if (exchange.getRequestMethod().equals("POST")) {
                schema = body;
                answer = "{\"id\":\"smoke-value\",\"groupId\":\"default\",\"version\":\"1\",\"type\":\"AVRO\",\"globalId\":1,\"contentId\":1}".getBytes(StandardCharsets.UTF_8);
            } else if (exchange.getRequestURI().getPath().endsWith("/references")) {
                answer = "[]".getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
