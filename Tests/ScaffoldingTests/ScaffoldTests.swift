import Diagnostics
import Scaffolding
import Testing
