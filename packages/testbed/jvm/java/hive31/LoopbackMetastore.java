// What handles its calls is visible in this package only.
package org.apache.hadoop.hive.metastore;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf.ConfVars;
import org.apache.hadoop.hive.metastore.security.TUGIContainingTransport;
import org.apache.hadoop.hive.metastore.utils.SecurityUtils;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TThreadPoolServer;
import org.apache.thrift.transport.TFramedTransport;
import org.apache.thrift.transport.TServerSocket;
import org.apache.thrift.transport.TTransportFactory;

/**
 * The Hive Metastore 3.1 on the loopback interface: its own main binds every address, and can't be told otherwise. Its
 * handler, processor and transports are its own. Argument: a port. Its settings are those of metastore-site.xml.
 */
public final class LoopbackMetastore {
  private static final String HOST = "127.0.0.1";

  private LoopbackMetastore() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Configuration conf = MetastoreConf.newMetastoreConf();
    var handler = HiveMetaStore.newRetryingHMSHandler("loopback", conf, false);
    TTransportFactory users = new TUGIContainingTransport.Factory();
    new TThreadPoolServer(
            new TThreadPoolServer.Args(socket(conf, port))
                .processor(new TUGIBasedProcessor<>(handler))
                .transportFactory(
                    MetastoreConf.getBoolVar(conf, ConfVars.USE_THRIFT_FRAMED_TRANSPORT)
                        ? new Chained(new TFramedTransport.Factory(), users)
                        : users)
                .protocolFactory(new TBinaryProtocol.Factory()))
        .serve();
  }

  private static TServerSocket socket(Configuration conf, int port) throws Exception {
    if (!MetastoreConf.getBoolVar(conf, ConfVars.USE_SSL)) {
      return SecurityUtils.getServerSocket(HOST, port);
    }
    return SecurityUtils.getServerSSLSocket(
        HOST,
        port,
        MetastoreConf.getVar(conf, ConfVars.SSL_KEYSTORE_PATH).trim(),
        MetastoreConf.getPassword(conf, ConfVars.SSL_KEYSTORE_PASSWORD),
        List.of("SSLv2", "SSLv3"));
  }

  /** One transport over another. */
  private static final class Chained extends TTransportFactory {
    private final TTransportFactory inner;
    private final TTransportFactory outer;

    Chained(TTransportFactory inner, TTransportFactory outer) {
      this.inner = inner;
      this.outer = outer;
    }

    @Override
    public org.apache.thrift.transport.TTransport getTransport(
        org.apache.thrift.transport.TTransport transport) {
      return outer.getTransport(inner.getTransport(transport));
    }
  }
}
