"""An abstract interpreter: walks the trees and records facts."""
