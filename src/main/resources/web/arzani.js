// Everything a page needs: <script type="module" src="/web/arzani.js"></script>, then configure({ token }).
import './token-balance.js';
import './token-packages.js';
import './contact-seller.js';
import './boost-listing.js';
import './token-tour.js';

export { configure } from './marketplace.js';
