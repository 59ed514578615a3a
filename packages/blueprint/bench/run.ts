import './render';
import './lint';
