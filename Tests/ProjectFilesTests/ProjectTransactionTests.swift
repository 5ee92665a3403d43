import ProjectFiles
import Testing
