import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Lays out the jars of jars.txt, one folder per plugin, from a local folder or from their repositories; a file with another checksum ends the build.
 * Run by the Dockerfile: java Jars.java LIST LOCAL OUT REQUIRED CONVERTERS METRICS
 */
public final class Jars {
    private static final Map<String, String> CONVERTERS = Map.of("apicurio", "apicurio-avro", "confluent", "confluent-avro");
    private static final String METRICS = "jmx-exporter";

    private record Jar(int line, String folder, String group, String artifact, String version, String repository, String sha256) {
        String file() {
            return artifact + "-" + version + ".jar";
        }

        String path() {
            return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + file();
        }
    }

    private record Listed(String folder, String service, String name) {
    }

    private final Map<String, String> repositories = new HashMap<>();
    private final List<Jar> jars = new ArrayList<>();
    private final List<Listed> listed = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, String> unreachable = new HashMap<>();
    private final HttpClient http = client();

    public static void main(String[] args) throws Exception {
        if (args.length != 6)
            throw new IllegalArgumentException("Usage: java Jars.java LIST LOCAL OUT REQUIRED CONVERTERS METRICS");
        System.exit(new Jars().run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), args[4], args[5]) ? 0 : 1);
    }

    private boolean run(Path list, Path local, Path out, Path required, String converters, String metrics) throws Exception {
        read(list);
        var wanted = wanted(converters, metrics);
        if (faults.isEmpty()) {
            for (var jar : jars)
                if (wanted.containsKey(jar.folder()))
                    lay(jar, local, out.resolve(wanted.get(jar.folder())));
        }
        if (faults.isEmpty()) {
            writeLists(out, wanted);
            // For the trial: what must be found once everything is in its place.
            Files.write(required, listed.stream().filter(item -> wanted.containsKey(item.folder())).map(Listed::name).toList());
        }
        for (var fault : faults)
            System.err.println("ERROR: " + fault);
        return faults.isEmpty();
    }

    private void read(Path list) throws IOException {
        var number = 0;
        for (var line : Files.readAllLines(list)) {
            number++;
            var words = line.strip().split("\\s+");
            var where = list.getFileName() + " line " + number;
            if (words[0].isEmpty() || words[0].startsWith("#"))
                continue;
            var coordinates = words.length > 2 ? words[2].split(":") : new String[0];
            if (words[0].equals("repository") && words.length == 3)
                repositories.put(words[1], env(words[1].toUpperCase() + "_URL", words[2]));
            else if (words[0].equals("list") && words.length == 4)
                listed.add(new Listed(words[1], words[2], words[3]));
            else if (!words[0].equals("jar") || words.length != 5 || coordinates.length != 3)
                faults.add(where + ": '" + line.strip() + "' is neither 'repository NAME URL' nor 'jar FOLDER GROUP:ARTIFACT:VERSION REPOSITORY SHA-256' nor 'list FOLDER INTERFACE CLASS'.");
            else if (!repositories.containsKey(words[3]))
                faults.add(where + ": no repository is called '" + words[3] + "'. A 'repository' line above must name it.");
            else if (!words[4].equals("-") && !words[4].matches("[0-9a-f]{64}"))
                faults.add(where + ": '" + words[4] + "' is no SHA-256 (64 lower-case hexadecimal digits). Write '-' where it is not known.");
            else
                jars.add(new Jar(number, words[1], coordinates[0], coordinates[1], coordinates[2], words[3], words[4]));
        }
    }

    /** Folder in the list -> where it goes below the output. */
    private Map<String, String> wanted(String converters, String metrics) {
        var wanted = new LinkedHashMap<String, String>();
        for (var name : converters.strip().split("[\\s,]+")) {
            if (name.isEmpty())
                continue;
            var folder = CONVERTERS.get(name);
            if (folder != null)
                wanted.put(folder, "connect/" + folder);
            else
                faults.add("CONVERTERS: there is no converter '" + name + "'. Give any of: apicurio, confluent.");
        }
        if (metrics.equals("yes"))
            wanted.put(METRICS, "libs");
        else if (!metrics.equals("no"))
            faults.add("METRICS: '" + metrics + "' is neither yes nor no.");
        return wanted;
    }

    private void lay(Jar jar, Path local, Path folder) throws Exception {
        Files.createDirectories(folder);
        var target = folder.resolve(jar.file());
        var source = "";
        var given = List.of(local.resolve(jar.file()), local.resolve(jar.folder()).resolve(jar.file())).stream().filter(Files::isRegularFile).findFirst();
        if (given.isPresent()) {
            source = "jars/" + local.relativize(given.get());
            Files.copy(given.get(), target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            source = repositories.get(jar.repository()) + "/" + jar.path();
            var why = fetch(URI.create(source), target);
            if (why != null) {
                faults.add(jar.file() + " for " + jar.folder() + ": not in jars/, and not to be had from " + source + ": " + why
                    + ". Put the file into jars/, or build where that answers (" + jar.repository().toUpperCase()
                    + "_URL names a mirror), or leave its plugin out (CONVERTERS, METRICS).");
                return;
            }
        }
        check(jar, target, source);
    }

    private void check(Jar jar, Path file, String source) throws Exception {
        var found = sha256(file);
        if (jar.sha256().equals("-"))
            System.out.println("UNCHECKED " + jar.folder() + "/" + jar.file() + ": the list has no SHA-256 for it; this file, from " + source + ", has " + found);
        else if (jar.sha256().equals(found))
            System.out.println("checked   " + jar.folder() + "/" + jar.file());
        else
            faults.add(jar.file() + " for " + jar.folder() + ", from " + source + ": wrong checksum. Expected " + jar.sha256() + " (jars.txt line " + jar.line()
                + "), found " + found + ". Do not use this file unless you know why it differs: get it anew, or correct the list if it is the version that changed.");
    }

    /** Null when the file was written, or why it was not. */
    private String fetch(URI uri, Path target) throws InterruptedException {
        var before = unreachable.get(uri.getHost());
        if (before != null)
            return before;
        try {
            var answer = http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(5)).build(), HttpResponse.BodyHandlers.ofFile(target));
            if (answer.statusCode() == 200)
                return null;
            Files.deleteIfExists(target);
            return "HTTP " + answer.statusCode();
        } catch (IOException problem) {
            // Once is enough: the others of that host would each wait as long.
            unreachable.put(uri.getHost(), reason(problem));
            return reason(problem);
        }
    }

    private static String reason(Throwable problem) {
        for (var cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.nio.channels.UnresolvedAddressException)
                return "its host name is unknown here";
            if (cause.getMessage() != null)
                return cause.getClass().getSimpleName() + " (" + cause.getMessage() + ")";
        }
        return problem.getClass().getSimpleName();
    }

    /** One jar per plugin with the lists that its own jars lack: a worker that starts by these lists sees no other class. */
    private void writeLists(Path out, Map<String, String> wanted) throws IOException {
        for (var folder : wanted.keySet()) {
            var missing = new LinkedHashMap<String, List<String>>();
            for (var item : listed)
                if (item.folder().equals(folder) && !lists(out.resolve(wanted.get(folder)), item))
                    missing.computeIfAbsent(item.service(), service -> new ArrayList<>()).add(item.name());
            if (missing.isEmpty())
                continue;
            try (var archive = new JarOutputStream(Files.newOutputStream(out.resolve(wanted.get(folder)).resolve("bifrost-list.jar")))) {
                for (var service : missing.entrySet()) {
                    var entry = new JarEntry("META-INF/services/" + service.getKey());
                    entry.setTime(0);
                    archive.putNextEntry(entry);
                    archive.write((String.join("\n", service.getValue()) + "\n").getBytes());
                }
            }
            System.out.println("listed    " + folder + ": " + missing.values());
        }
    }

    private static boolean lists(Path folder, Listed item) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            for (var file : files)
                try (var jar = new JarFile(file.toFile())) {
                    var entry = jar.getEntry("META-INF/services/" + item.service());
                    if (entry != null && new String(jar.getInputStream(entry).readAllBytes()).lines().anyMatch(line -> line.strip().equals(item.name())))
                        return true;
                }
        }
        return false;
    }

    private static String sha256(Path file) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Java reads no proxy from the environment, which is where a build gets it. */
    private static HttpClient client() {
        var builder = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(Duration.ofSeconds(15));
        var proxy = env("https_proxy", env("HTTPS_PROXY", ""));
        if (!proxy.isEmpty()) {
            var address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            builder.proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort() < 0 ? 80 : address.getPort())));
        }
        return builder.build();
    }

    private static String env(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
