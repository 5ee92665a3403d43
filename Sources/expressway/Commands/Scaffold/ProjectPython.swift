import HostFacts
import HostProbing
import SystemPackage

/// The Python of the environment that the command runs in.
enum ProjectPython {
    /// The launcher has left word of its own; without one, the active environment's, else the first in `PATH`.
    static let executable: FilePath? =
        (try? PythonProbe.handedOver())?.python.executable ?? (try? PythonProbe.find())
}
