// Its catalog adapter and servlet are visible in this package only.
package org.apache.iceberg.rest;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogUtil;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/**
 * Apache Iceberg's REST catalog of its own tests, on the loopback interface: its own main binds every address.
 * Argument: a port. Properties of the catalog come in the environment variable CATALOG_PROPERTIES, lines of key=value.
 */
public final class LoopbackRest {
  private LoopbackRest() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> properties =
        System.getenv("CATALOG_PROPERTIES")
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var catalog =
        CatalogUtil.buildIcebergCatalog(
            properties.getOrDefault("catalog.name", "rest_backend"),
            properties,
            new org.apache.hadoop.conf.Configuration());
    var servlet =
        new RESTCatalogServlet(
            new RESTServerCatalogAdapter(new RESTCatalogServer.CatalogContext(catalog, properties)));
    var handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(servlet), "/*");
    var server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
    server.setHandler(handler);
    server.start();
    server.join();
  }
}
