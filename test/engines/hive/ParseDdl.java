// Says of each file of a folder whether Hive's own parser takes it: a line of its name, a tab, and "taken" or why not.
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.hive.ql.parse.ASTNode;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.apache.hadoop.hive.ql.parse.ParseException;

public final class ParseDdl {
  public static void main(String[] arguments) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(Paths.get(arguments[0]))) {
      files = all.sorted().collect(Collectors.toList());
    }
    for (Path file : files) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      System.out.println(file.getFileName() + "\t" + verdict(text));
    }
  }

  private static String verdict(String text) {
    try {
      ASTNode tree = new ParseDriver().parse(text);
      return "taken " + tree.getChild(0).getText();
    } catch (ParseException refusal) {
      return "refused " + refusal.getMessage().replaceAll("\\s+", " ");
    }
  }
}
