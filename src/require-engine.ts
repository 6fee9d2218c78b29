/**
 * Imported first by the index: without the engine the modules after it cannot even be loaded, and Node's own
 * "Cannot find module" does not say what to do. (Where the engine is within reach of this package but not of the
 * project, loading works, and the resources' constructor reports it.)
 */
import { requireEngineInstalled } from "./resources/installed";

try {
  require.resolve("pulumi-routeros-provider");
} catch (error) {
  requireEngineInstalled();
  throw error;
}
