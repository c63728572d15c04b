package lane;

import io.trino.Session;
import io.trino.plugin.hive.HiveConnectorFactory;
import io.trino.spi.Plugin;
import io.trino.spi.connector.ConnectorFactory;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.TestingSession;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trino with the hive connector over files on disk.
 *
 * Arguments: the port, and a folder of its own, below which the metastore is. It prints READY and its address when it
 * can be asked. When its standard input ends, so when whoever started it has gone, it removes the folder and ends.
 */
public final class Main
{
    private Main() {}

    public static void main(String[] args)
            throws Exception
    {
        String port = args[0];
        Path folder = Path.of(args[1]);
        // Trino sends what is printed later to its log.
        PrintStream out = System.out;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        Thread guard = new Thread(() -> endWithInput(folder), "end-with-input");
        guard.setDaemon(true);
        guard.start();

        Session session = TestingSession.testSessionBuilder().setCatalog("hive").setSchema("default").build();
        DistributedQueryRunner runner = DistributedQueryRunner.builder(session)
                .setNodeCount(1)
                .setCoordinatorProperties(Map.of(
                        "http-server.http.port", port,
                        // A finished query keeps its plan, and thousands of them the whole heap.
                        "query.max-history", "10"))
                .build();
        runner.installPlugin(new Plugin()
        {
            @Override
            public Iterable<ConnectorFactory> getConnectorFactories()
            {
                return List.of(new HiveConnectorFactory());
            }
        });
        runner.createCatalog("hive", "hive", Map.ofEntries(
                Map.entry("hive.metastore", "file"),
                Map.entry("hive.metastore.catalog.dir", folder.resolve("metastore").toUri().toString()),
                Map.entry("hive.security", "allow-all"),
                // With statistics on, Trino 411 cannot explain a query on projected partitions.
                Map.entry("hive.table-statistics-enabled", "false"),
                // As in Athena, a partition whose folder does not exist holds no rows.
                Map.entry("hive.ignore-absent-partitions", "true"),
                Map.entry("hive.partition-projection-enabled", "true"),
                Map.entry("hive.max-partitions-per-scan", "1000000"),
                Map.entry("hive.allow-register-partition-procedure", "true"),
                Map.entry("hive.non-managed-table-writes-enabled", "true")));
        out.println("READY " + runner.getCoordinator().getBaseUrl());
        Thread.currentThread().join();
    }

    private static void endWithInput(Path folder)
    {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent.
            }
        }
        catch (IOException ignored) {
            // As good as its end.
        }
        remove(folder);
        // Trino's own hooks take their time, and keep nothing that is wanted.
        Runtime.getRuntime().halt(0);
    }

    private static void remove(Path folder)
    {
        try (Stream<Path> below = Files.walk(folder)) {
            below.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        catch (IOException | UncheckedIOException ignored) {
            // It lies below the system's folder for temporary files.
        }
    }
}
