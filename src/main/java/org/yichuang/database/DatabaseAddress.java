package org.yichuang.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.yichuang.settings.Credentials;

/** Where the database is and as whom to come. Prints no password. */
public record DatabaseAddress(
    String host, int port, String database, Credentials migrating, Credentials running) {

  /** {@code postgresql://host:port/database}. */
  public String url() {
    return "postgresql://%s:%d/%s".formatted(host, port, database);
  }

  /** A blocking connection for start-up work. */
  public Connection connect(Credentials as) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", as.user());
    properties.setProperty("password", as.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("ApplicationName", "yichuang start");
    return DriverManager.getConnection("jdbc:" + url(), properties);
  }
}
